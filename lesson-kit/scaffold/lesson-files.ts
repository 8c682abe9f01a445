import { stringify } from 'yaml';

/** What an author says of a lesson before there is one. */
export interface NewLesson {
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  /** Ids of the syllabus. */
  readonly covers: readonly string[];
}

/** The files of a new lesson, by path in its folder: a small sound lesson that its author then rewrites. */
export function newLessonFiles({ title, summary, minutes, covers }: NewLesson): ReadonlyMap<string, string> {
  const shown = Object.fromEntries(covers.map((id) => [id, 'ran']));
  const fields = stringify(
    { title, summary, minutes, covers: shown, images: [], present: ['hello-world'] },
    { lineWidth: 0 },
  );
  return new Map([
    ['lesson.mdx', `---\n${fields}${checks}---\n\n${text}`],
    ['solution.sh', solution],
    ['wrong/nothing-run.sh', wrongNothing],
    ['wrong/other-image.sh', wrongImage],
  ]);
}

const checks = `checks:
  - id: ran
    title: A container from hello-world has run
    kind: container
    image: hello-world
    state: exited
`;

const text = `{/* Why before how: one or two sentences on what this is good for. The parts of a lesson are in docs/lessons.md,
    the kinds of checks in docs/checks.md. \`npm run lesson -- lint\` and \`npm run lesson -- test\` prove it. */}

In this lesson you run a container.

<Step id="run" title="Run a container">

Type this, or press the button:

\`\`\`sh run
docker run hello-world
\`\`\`

The container greets you and ends:

\`\`\`text output
Hello from Docker!
\`\`\`

<Check id="ran" />

<Hint>

\`docker ps -a\` shows containers that have ended, too.

</Hint>

</Step>
`;

const solution = `#: step run
docker run hello-world
`;

const wrongNothing = `# Looks, but runs nothing.
# check: ran
# found: no container
docker images
`;

const wrongImage = `# Makes the container, and never starts it.
# check: ran
# found: created
docker create hello-world
`;

/** The course.yaml of a new course. */
export function newCourseFile(title: string): string {
  return stringify({
    title,
    summary: `${title}, by doing it.`,
    outcomes: ['run a container'],
  });
}
