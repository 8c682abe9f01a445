import type { Lesson } from '../course.ts';
import { proveLesson, type Finding } from './prove-lesson.ts';
import type { RunnerClient } from './runner-client.ts';

/** What the proof of one lesson found, and how long it took: sandboxes, typing and waiting together. */
export interface LessonProof {
  readonly lesson: Lesson;
  readonly findings: readonly Finding[];
  readonly ms: number;
  /** The most memory that one of its sandboxes had at a time, in bytes; 0: not known. */
  readonly peakBytes: number;
}

/**
 * Proves `lessons`, at most `jobs` at a time, each in sandboxes of its own; `tell` hears of each when it is done. After
 * `signal` no further one is begun.
 */
export async function proveLessons(
  lessons: readonly Lesson[],
  runner: RunnerClient,
  options: { readonly jobs: number; readonly tell: (proof: LessonProof) => void; readonly signal?: AbortSignal },
): Promise<LessonProof[]> {
  const proofs: LessonProof[] = [];
  await inParallel(options.jobs, lessons, async (lesson) => {
    if (options.signal?.aborted === true) return;
    const started = performance.now();
    let peakBytes = 0;
    const findings = await proveLesson(lesson, runner, {
      onPeak: (bytes) => (peakBytes = Math.max(peakBytes, bytes)),
    });
    const proof = { lesson, findings, ms: performance.now() - started, peakBytes };
    proofs.push(proof);
    options.tell(proof);
  });
  return proofs;
}

/** Does `work` for every item, at most `width` at a time, begun in order. Rejects when one of them does. */
export async function inParallel<T>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, width) }, worker));
}

/** `ok` or `FAIL` for each finding of a proof, and what it took, as lines for a person. */
export function proofLines({ lesson, findings, ms, peakBytes }: LessonProof): string {
  const sound = findings.every(({ holds }) => holds);
  const memory = peakBytes === 0 ? '' : `, at most ${Math.ceil(peakBytes / 2 ** 20)} MiB of memory`;
  return [
    ...findings.map(findingLine),
    `${sound ? 'ok  ' : 'FAIL'}  ${lesson.id}  in ${(ms / 1000).toFixed(1)} s${memory}`,
  ].join('\n');
}

/** One finding as a line. */
export function findingLine({ holds, lesson, part, detail }: Finding): string {
  return `${holds ? 'ok  ' : 'FAIL'}  ${lesson}  ${part}: ${detail}`;
}
