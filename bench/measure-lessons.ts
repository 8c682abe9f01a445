import { join } from 'node:path';
import { loadCourses } from '../lesson-kit/load-courses.ts';
import { lessonElements } from '../lesson-kit/lesson-elements.ts';
import { proveLessons } from '../lesson-kit/prove/prove-lessons.ts';
import { connectRunner, type RunnerClient } from '../lesson-kit/prove/runner-client.ts';
import { renderLesson } from '../lesson-kit/render-lesson.ts';
import type { Measurement } from './statistics.ts';

const containers = 100;
const gradings = 20;
const minute = 60_000;
/** One of the shorter ones, proved as `npm run lesson -- test` does it. */
const provedCourse = 'first-steps';

/** How long lessons of the checkout take: to be compiled, each for the first time; to be graded on a full machine; and to be proved. */
export async function measureLessons(checkout: string, runnerUrl: string, secret: string): Promise<Measurement[]> {
  const { courses } = await loadCourses([join(checkout, 'lessons')]);
  const lessons = courses.flatMap((course) => course.lessons);
  const runner = connectRunner(runnerUrl, secret);
  const compiled: number[] = [];
  const nothing = Object.fromEntries([...lessonElements.keys()].map((name) => [name, () => null]));
  const [first, ...others] = lessons;
  // The highlighter's grammars are loaded once in the life of a site.
  if (first !== undefined) await renderLesson(first, nothing);
  for (const lesson of others) {
    const at = performance.now();
    await renderLesson(lesson, nothing);
    compiled.push(performance.now() - at);
  }
  const graded = await gradeFullMachine(runner);
  const course = lessons.filter((lesson) => lesson.course === provedCourse);
  const at = performance.now();
  const proofs = await proveLessons(course, runner, { jobs: 3, tell: () => undefined });
  const provedMs = performance.now() - at;
  const unsound = proofs.flatMap(({ findings }) => findings).find(({ holds }) => !holds);
  if (unsound !== undefined) throw new Error(`${unsound.lesson} ${unsound.part}: ${unsound.detail}`);
  return [
    { name: 'a lesson’s text compiled', unit: 'ms', samples: compiled, goal: undefined, better: 'lower' },
    {
      name: `ten checks of a machine with ${containers} containers`,
      unit: 'ms',
      samples: graded,
      goal: undefined,
      better: 'lower',
    },
    {
      name: `proof of the course ${provedCourse}, ${course.length} lessons`,
      unit: 's',
      samples: [provedMs / 1000],
      goal: undefined,
      better: 'lower',
    },
  ];
}

/** From the request to the verdicts, in ms: the engine is asked for its lists and for what the checks need, and they are judged. */
async function gradeFullMachine(runner: RunnerClient): Promise<number[]> {
  const sandbox = await runner.create({
    presentImages: ['busybox'],
    setup: [`for i in $(seq ${containers}); do docker create --name made-$i busybox true; done`],
    checks: Array.from({ length: 10 }, (_, i) => ({
      id: `check-${i}`,
      title: `Container ${i}`,
      kind: 'container' as const,
      name: `made-${10 * i + 1}`,
      exitCode: 0,
      labels: { a: 'b' },
      networks: ['bridge'],
    })),
    ttlMs: 10 * minute,
    idleMs: 10 * minute,
  });
  try {
    const samples: number[] = [];
    for (let i = 0; i < gradings; i++) {
      const at = performance.now();
      const results = await runner.runChecks(sandbox);
      samples.push(performance.now() - at);
      if (results.length !== 10 || results.some(({ verdict }) => verdict !== 'fail'))
        throw new Error(`graded otherwise than expected: ${JSON.stringify(results)}`);
    }
    return samples;
  } finally {
    await runner.stop(sandbox);
  }
}
