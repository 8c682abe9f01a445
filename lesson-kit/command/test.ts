import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Lesson } from '../course.ts';
import { formatProblem } from '../lesson-error.ts';
import { readTarget } from '../lint/lint-target.ts';
import { proofLines, proveLessons } from '../prove/prove-lessons.ts';
import { connectRunner } from '../prove/runner-client.ts';
import { watchFolder } from '../watch-folder.ts';
import { UsageError, type Surroundings } from './surroundings.ts';

export const testUsage = `test [LESSON…]          proves lessons in real sandboxes

LESSON is a folder (a lesson, a course, or a folder of courses) or COURSE/LESSON, as in the address. Without one, all
lessons of this installation are proved. Slipway must be running on this machine (npm start), and its secret readable:
run this as root. Ends with 1 if something doesn't hold.

  --jobs N           lessons at a time, 1 to 16 (default 2)
  --watch            proves a lesson again whenever a file of it changes, until Ctrl-C`;

/** Editors write several times in a row. */
const settleMs = 300;

/** `lesson test`. */
export async function test(args: string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { jobs: { type: 'string', default: '2' }, watch: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 16)
    throw new UsageError(`--jobs is a whole number from 1 to 16; this is ${JSON.stringify(values.jobs)}.`);
  const { lessons, isReadable } = await readLessons(positionals, surroundings);
  const { say, runner, signal } = surroundings;
  const secret = await runner.secret();
  if (secret === undefined) {
    say(
      `The secret of the runner at ${runner.url} can't be read. Start Slipway (npm start), and run this as root (sudo).`,
    );
    return 2;
  }
  const client = connectRunner(runner.url, secret);
  const prove = async (some: readonly Lesson[]): Promise<boolean> => {
    const proofs = await proveLessons(some, client, { jobs, tell: (proof) => say(proofLines(proof)), signal });
    const failed = proofs.filter(({ findings }) => findings.some(({ holds }) => !holds)).length;
    say(`${proofs.length - failed} passed, ${failed} failed`);
    return failed === 0;
  };
  const isProved = await prove(lessons);
  if (values.watch) await proveAgain(lessons, prove, surroundings);
  return isProved && isReadable ? 0 : 1;
}

async function readLessons(
  names: readonly string[],
  { cwd, lessonRoots, say }: Surroundings,
): Promise<{ lessons: readonly Lesson[]; isReadable: boolean }> {
  const byId = async (id: string): Promise<Lesson | undefined> => {
    for (const root of lessonRoots) {
      const found = (await readTarget(root)).lessons.find((lesson) => lesson.id === id);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const lessons: Lesson[] = [];
  let isReadable = true;
  const add = (some: readonly Lesson[]): void => {
    for (const lesson of some) if (!lessons.some(({ file }) => file === lesson.file)) lessons.push(lesson);
  };
  for (const name of names.length === 0 ? lessonRoots : names) {
    const named = names.length > 0 && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(name) ? await byId(name) : undefined;
    if (named !== undefined) {
      add([named]);
      continue;
    }
    const target = await readTarget(resolve(cwd, name));
    for (const problem of target.problems) say(formatProblem(problem));
    if (target.problems.length > 0) isReadable = false;
    add(target.lessons);
  }
  return { lessons, isReadable };
}

/** Until the signal: whenever a file of a lesson changes, that lesson is read and proved again, one after the other. */
async function proveAgain(
  lessons: readonly Lesson[],
  prove: (some: readonly Lesson[]) => Promise<boolean>,
  { say, signal }: Surroundings,
): Promise<void> {
  const changed = new Set<string>();
  let wake = (): void => undefined;
  const watching = lessons.map(({ dir }) =>
    watchFolder(dir, signal, () => {
      changed.add(dir);
      wake();
    }),
  );
  say(`Watching ${lessons.length} ${lessons.length === 1 ? 'lesson' : 'lessons'}; Ctrl-C ends.`);
  while (!signal.aborted) {
    if (changed.size === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const [dir] = changed;
    if (dir === undefined) continue;
    changed.delete(dir);
    const { lessons: again, problems } = await readTarget(dir);
    for (const problem of problems) say(formatProblem(problem));
    if (again.length > 0) await prove(again);
  }
  await Promise.all(watching);
}
