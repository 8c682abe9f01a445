import type { Lesson } from '../../../lesson-kit/course.ts';
import { readTarget } from '../../../lesson-kit/lint/lint-target.ts';
import { proveLesson } from '../../../lesson-kit/prove/prove-lesson.ts';
import { connectRunner, type RunnerClient } from '../../../lesson-kit/prove/runner-client.ts';
import { AppError } from '../../../protocol/errors.ts';
import type { Proof, UploadRecord } from '../../../protocol/instructor.ts';
import { chooseRunner } from '../choose-runner.ts';
import { siteConfig } from '../env.ts';
import { logger } from '../logger.ts';
import { processWide } from '../process-wide.ts';
import { hasErrors } from './lint-upload.ts';
import { stoppableRunner } from './stoppable-runner.ts';
import { changeUploads, lessonsIn, requireUpload, writeRecord } from './upload-store.ts';

/** However many wrong attempts there are, and however long they take. */
const maxMs = 90 * 60_000;
const maxDetail = 2000;

interface Running {
  readonly id: string;
  readonly stop: AbortController;
  proof: Proof;
  doing: string;
}

interface Shelf {
  /** The one test that runs; another has to wait. */
  running: Running | undefined;
  /** How the last test ended, for who read the upload's record before it did. */
  last: { readonly id: string; readonly proof: Proof } | undefined;
}

const shelf = (): Shelf => processWide('upload proof', () => ({ running: undefined, last: undefined }));

/** How the test of an upload stands, and what it does just now (null: none runs). */
export function proofOf({ id, proof }: UploadRecord): { readonly proof: Proof | null; readonly doing: string | null } {
  const { running, last } = shelf();
  if (running?.id === id) return { proof: running.proof, doing: running.doing };
  if (proof?.state !== 'running') return { proof, doing: null };
  if (last?.id === id && last.proof.startedAt === proof.startedAt) return { proof: last.proof, doing: null };
  // Nobody is left who would end it: the site was stopped.
  return { proof: { ...proof, state: 'interrupted' }, doing: null };
}

/** Throws conflict while the upload is being tested. */
export function requireUntested(id: string): void {
  if (shelf().running?.id === id)
    throw new AppError('conflict', `upload ${id} is being tested`, {
      hint: 'This is being tested just now. Stop the test first, or wait for its end.',
    });
}

/** Stops the test of an upload; success if none runs. Its machines are removed a moment later. */
export function stopProof(id: string): void {
  const { running } = shelf();
  if (running?.id === id) running.stop.abort();
}

/**
 * Begins to prove the lessons of an upload, one after the other, in sandboxes of the runner. Returns at once; the result is
 * kept with the upload. Throws AppError: it has errors, or another test runs.
 */
export async function beginProof(id: string): Promise<void> {
  const upload = await requireUpload(id);
  if (hasErrors(upload.record.problems))
    throw new AppError('conflict', `upload ${id} has errors`, {
      hint: 'Correct the errors first, and upload it again: a lesson with errors can’t be tested.',
    });
  const { lessons } = await readTarget(lessonsIn(upload));
  const runner = connectRunner(await chooseRunner(), siteConfig().secrets.ticketSecret);
  const place = shelf();
  if (place.running !== undefined)
    throw new AppError('conflict', `a test of ${place.running.id} runs`, {
      hint: 'Another test runs just now. They go one at a time: try again when it is over.',
    });
  const proof: Proof = {
    state: 'running',
    startedAt: new Date().toISOString(),
    endedAt: null,
    total: lessons.length,
    lessons: [],
  };
  const running: Running = { id, stop: new AbortController(), proof, doing: 'Starting' };
  place.running = running;
  try {
    await keep(id, proof);
  } catch (error) {
    place.running = undefined;
    throw error;
  }
  void proveAll(running, lessons, runner).finally(() => {
    place.last = { id, proof: running.proof };
    place.running = undefined;
  });
}

async function proveAll(running: Running, lessons: readonly Lesson[], runner: RunnerClient): Promise<void> {
  const signal = AbortSignal.any([running.stop.signal, AbortSignal.timeout(maxMs)]);
  const watched = stoppableRunner(runner, signal, (what) => (running.doing = what));
  try {
    for (const lesson of lessons) {
      if (signal.aborted) break;
      await proveOne(running, lesson, watched, signal);
    }
    const { proof } = running;
    const holds = proof.lessons.every(({ findings }) => findings.every((finding) => finding.holds));
    running.proof = { ...proof, state: signal.aborted ? 'stopped' : holds ? 'passed' : 'failed' };
  } catch (error) {
    logger().error({ upload: running.id, err: error }, 'a test of an upload failed');
    running.proof = { ...running.proof, state: 'stopped' };
  }
  running.proof = { ...running.proof, endedAt: new Date().toISOString() };
  await keep(running.id, running.proof).catch((error: unknown) =>
    logger().error({ upload: running.id, err: error }, 'the result of a test could not be kept'),
  );
}

async function proveOne(running: Running, lesson: Lesson, runner: RunnerClient, signal: AbortSignal): Promise<void> {
  const { id, title } = lesson;
  const started = performance.now();
  const before = running.proof.lessons;
  type Findings = Proof['lessons'][number]['findings'];
  const show = (findings: Findings, ms: number | null): void => {
    running.proof = { ...running.proof, lessons: [...before, { id, title, ms, findings }] };
  };
  const found: Findings = [];
  show(found, null);
  await proveLesson(lesson, runner, {
    tell: ({ part, detail, holds }) => {
      // What fails because the test was stopped says nothing about the lesson.
      if (signal.aborted) return;
      found.push({ part, detail: detail.slice(0, maxDetail), holds });
      show([...found], null);
    },
  });
  show([...found], performance.now() - started);
}

async function keep(id: string, proof: Proof): Promise<void> {
  await changeUploads(async () => {
    const { dir, record } = await requireUpload(id);
    await writeRecord(dir, { ...record, proof });
  });
}
