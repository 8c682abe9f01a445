import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../protocol/errors.ts';
import { processWide } from './process-wide.ts';

/** Per minute. A whole class may sit behind one address, so an address may do what thirty learners do. */
const limits = {
  start: { points: 20, duration: 60 },
  write: { points: 240, duration: 60 },
  search: { points: 240, duration: 60 },
  /** An editor saves by itself, and a folder is uploaded file by file. */
  file: { points: 1500, duration: 60 },
  socket: { points: 300, duration: 60 },
  signIn: { points: 6, duration: 60 },
} as const;
const addressFactor = 60;

/**
 * Counts one `kind` of request of a learner (or of a visitor without one) and of their address. Throws AppError
 * too_many_requests, with the seconds to wait in its hint.
 */
export async function limitRate(
  kind: keyof typeof limits,
  learner: string | undefined,
  address: string,
): Promise<void> {
  const { points, duration } = limits[kind];
  const limiter = (name: string, count: number): RateLimiterMemory =>
    processWide(`rate ${kind} ${name}`, () => new RateLimiterMemory({ points: count, duration }));
  try {
    await limiter('address', points * addressFactor).consume(address);
    if (learner !== undefined) await limiter('learner', points).consume(learner);
  } catch (refusal) {
    // The library throws its result, which is no Error.
    if (refusal instanceof Error) throw refusal;
    const seconds = Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000);
    throw new AppError('too_many_requests', `${kind} by ${learner ?? address}`, {
      hint: `That was too often. Try again in ${seconds} s.`,
    });
  }
}
