import { setTimeout as sleep } from 'node:timers/promises';
import type { OuterEngine } from '../docker/outer-engine.ts';

const everyMs = 5000;
const timeoutMs = 10_000;
const misses = 3;

/**
 * Resolves when the outer engine has not answered several times in a row; never, when `signal` comes first. Without it
 * nothing can be started or ended, and only laying the ground anew brings it back.
 */
export async function outerEngineGone(engine: OuterEngine, signal: AbortSignal): Promise<void> {
  let missed = 0;
  while (missed < misses) {
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return new Promise(() => undefined);
    const late = sleep(timeoutMs, false, { ref: false });
    const answers = engine.ping().then(
      () => true,
      () => false,
    );
    missed = (await Promise.race([answers, late])) ? 0 : missed + 1;
  }
}
