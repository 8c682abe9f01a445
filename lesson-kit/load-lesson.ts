import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Lesson, LessonProblem, StartFile, Step } from './course.ts';
import { findStartFiles, maxStartFileBytes, type FoundFile } from './find-start-files.ts';
import { LessonError } from './lesson-error.ts';
import { parseLesson, type ParsedLesson } from './parse-lesson.ts';
import { factsInside, readInside } from './read-inside.ts';
import { divideSolution, type Solution } from './solution.ts';

/** About five times our longest lesson. */
export const maxLessonBytes = 64 * 1024;
const maxKept = 1000;

/** Where a lesson was found: `dir` is `<course dir>/<nn>-<slug>`, inside `root`, a real path. */
export interface LessonPlace {
  readonly root: string;
  readonly dir: string;
  readonly course: string;
  readonly slug: string;
}

/**
 * The lesson in `place.dir`. Parsed once per version of its files and `memory` (default: this module's): the next call after
 * an edit sees the edit, at the cost of a few `stat`s otherwise. Throws LessonError.
 */
export async function loadLesson(place: LessonPlace, memory: LessonMemory = own): Promise<Lesson> {
  const file = join(place.dir, 'lesson.mdx');
  const facts = await factsInside(place.root, file);
  if (facts?.isFile !== true)
    throw new LessonError([
      {
        file,
        line: undefined,
        column: undefined,
        message: 'there is no such file; a lesson folder holds a lesson.mdx',
      },
    ]);
  const parsed = await remembered(memory.texts, file, facts.version, async () =>
    parseLesson(utf8(await readInside(place.root, file, maxLessonBytes), file), file),
  );
  const found = await findStartFiles(place.root, place.dir, parsed.frontmatter.startFrom);
  const solution = await factsInside(place.root, join(place.dir, 'solution.sh'));
  const version = versionOf([
    facts.version,
    solution?.version ?? 'no solution',
    ...found.map((f) => `${f.path}:${f.version}`),
  ]);
  return await remembered(memory.lessons, file, version, () => readLesson(place, file, version, parsed, found));
}

/** What was read last, by file. Module graphs of one process may share one: what is wrong is in it as data, not as an error. */
export interface LessonMemory {
  readonly texts: Map<string, Remembered<ParsedLesson>>;
  readonly lessons: Map<string, Remembered<Lesson>>;
}

interface Remembered<T> {
  readonly version: string;
  readonly read: Promise<Outcome<T>>;
}

type Outcome<T> =
  | { readonly is: 'sound'; readonly value: T }
  | { readonly is: 'unsound'; readonly problems: readonly LessonProblem[]; readonly cause: unknown };

export function createLessonMemory(): LessonMemory {
  return { texts: new Map(), lessons: new Map() };
}

const own = createLessonMemory();

/** What `read` gave for this version of `file`. Throws LessonError. */
async function remembered<T>(
  all: Map<string, Remembered<T>>,
  file: string,
  version: string,
  read: () => Promise<T>,
): Promise<T> {
  const known = all.get(file);
  const outcome = await (known?.version === version ? known.read : remember(all, file, version, read));
  if (outcome.is === 'sound') return outcome.value;
  throw new LessonError(outcome.problems, outcome.cause);
}

function remember<T>(
  all: Map<string, Remembered<T>>,
  file: string,
  version: string,
  read: () => Promise<T>,
): Promise<Outcome<T>> {
  const reading = outcomeOf(read);
  const forget = (): void => {
    if (all.get(file)?.read === reading) all.delete(file);
  };
  // What is wrong in the text stays wrong until it is edited; what the file system refused may work the next time.
  reading.then((outcome) => {
    if (outcome.is === 'unsound' && outcome.cause instanceof Error && 'code' in outcome.cause) forget();
  }, forget);
  all.delete(file);
  all.set(file, { version, read: reading });
  const oldest = all.keys().next().value;
  if (all.size > maxKept && oldest !== undefined) all.delete(oldest);
  return reading;
}

async function outcomeOf<T>(read: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { is: 'sound', value: await read() };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return { is: 'unsound', problems: error.problems, cause: error.cause };
  }
}

async function readLesson(
  place: LessonPlace,
  file: string,
  version: string,
  { frontmatter, body, steps }: ParsedLesson,
  found: readonly FoundFile[],
): Promise<Lesson> {
  const startFiles: StartFile[] = [];
  for (const { path, file: from, isExecutable } of found) {
    const content = await readInside(place.root, from, maxStartFileBytes);
    startFiles.push({ path, content, executable: isExecutable });
  }
  const { dir, course, slug } = place;
  return {
    ...frontmatter,
    dir,
    course,
    slug,
    id: `${place.course}/${place.slug}`,
    file,
    version,
    body,
    steps,
    startFiles,
    solution: await readSolution(place, steps),
  };
}

/** A lesson whose solution is missing or broken is a lesson all the same, in which one can't jump. */
async function readSolution({ root, dir }: LessonPlace, steps: readonly Step[]): Promise<Solution> {
  const file = join(dir, 'solution.sh');
  try {
    return divideSolution(utf8(await readInside(root, file, maxLessonBytes), file), file, steps);
  } catch (error) {
    const [problem] = error instanceof LessonError ? error.problems : [];
    if (problem === undefined) throw error;
    return { parts: [], problem };
  }
}

/** The text of `bytes`. Throws LessonError if they are not UTF-8. */
export function utf8(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LessonError(
      [{ file, line: undefined, column: undefined, message: 'this file is not text in UTF-8' }],
      cause,
    );
  }
}

function versionOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24);
}
