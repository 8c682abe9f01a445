import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Lesson, StartFile, Step } from './course.ts';
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
 * The lesson in `place.dir`. Parsed once per version of its files: the next call after an edit sees the edit, at the cost
 * of a few `stat`s otherwise. Throws LessonError.
 */
export async function loadLesson(place: LessonPlace): Promise<Lesson> {
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
  const parsed = await remembered(texts, file, facts.version, async () =>
    parseLesson(utf8(await readInside(place.root, file, maxLessonBytes), file), file),
  );
  const found = await findStartFiles(place.root, place.dir, parsed.frontmatter.startFrom);
  const solution = await factsInside(place.root, join(place.dir, 'solution.sh'));
  const version = versionOf([
    facts.version,
    solution?.version ?? 'no solution',
    ...found.map((f) => `${f.path}:${f.version}`),
  ]);
  return await remembered(lessons, file, version, () => readLesson(place, file, version, parsed, found));
}

interface Remembered<T> {
  readonly version: string;
  readonly read: Promise<T>;
}

/** What was read last, by file. */
const texts = new Map<string, Remembered<ParsedLesson>>();
const lessons = new Map<string, Remembered<Lesson>>();

/** What `read` gave for this version of `file`. */
function remembered<T>(
  all: Map<string, Remembered<T>>,
  file: string,
  version: string,
  read: () => Promise<T>,
): Promise<T> {
  const known = all.get(file);
  if (known?.version === version) return known.read;
  const reading = read();
  // What is wrong in the text stays wrong until it is edited; what the file system refused may work the next time.
  reading.catch((error: unknown) => {
    if (!(error instanceof LessonError) || (error.cause instanceof Error && 'code' in error.cause)) all.delete(file);
  });
  all.delete(file);
  all.set(file, { version, read: reading });
  const oldest = all.keys().next().value;
  if (all.size > maxKept && oldest !== undefined) all.delete(oldest);
  return reading;
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
