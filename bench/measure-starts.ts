import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Learner } from './learner.ts';
import type { Measurement } from './statistics.ts';

export const lesson = 'bench/first-container';
/** The prompt has colours in it; its end is what counts. */
export const prompt = /\$ (?:\x1b\[[\d;?]*[a-z])*$/;
const firstContainer = { type: 'docker run --rm busybox echo out"put"\r', seen: /[^"]output/ };

/** Click to prompt, one after the other, each a new learner; the pool has time to fill again in between. */
export async function measureOneByOne(
  site: string,
  runs: number,
  isPoolFull: () => Promise<boolean>,
): Promise<{ prompt: number[]; container: number[] }> {
  const result = { prompt: [] as number[], container: [] as number[] };
  for (let i = 0; i < runs; i++) {
    await until(isPoolFull, 60_000, 'the warm pool to be full');
    const learner = new Learner(site);
    await learner.arrive();
    const at = performance.now();
    const lease = await learner.start(lesson);
    const terminal = await learner.terminal(lease.id);
    await terminal.until(prompt);
    result.prompt.push(performance.now() - at);
    terminal.send(firstContainer.type);
    await terminal.until(firstContainer.seen);
    result.container.push(performance.now() - at);
    terminal.close();
    await learner.stop(lesson);
  }
  return result;
}

/** `count` learners at the same moment. Gives each one's time to its prompt and the time until all had theirs, and leaves all running. */
export async function startMany(
  site: string,
  count: number,
): Promise<{ each: number[]; all: number; learners: Learner[] }> {
  const learners = Array.from({ length: count }, () => new Learner(site));
  for (const learner of learners) await learner.arrive();
  const at = performance.now();
  const each = await Promise.all(
    learners.map(async (learner) => {
      const lease = await learner.start(lesson);
      const terminal = await learner.terminal(lease.id);
      await terminal.until(prompt, 120_000);
      const ms = performance.now() - at;
      terminal.close();
      return ms;
    }),
  );
  return { each, all: performance.now() - at, learners };
}

export async function stopMany(learners: readonly Learner[]): Promise<void> {
  for (const learner of learners) await learner.stop(lesson);
}

/** From the engine's event to the tick's arrival at the browser's end of the socket, for fresh learners on the hello-world lesson. */
export async function measureTicks(site: string, runs: number): Promise<Measurement> {
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) {
    const learner = new Learner(site);
    await learner.arrive();
    const tick = 'bench/tick';
    const lease = await learner.start(tick);
    const seen = new Promise<number>((resolve) => {
      void learner.events(lease.id, (event, atMs) => {
        if (event.type !== 'checks') return;
        const hit = event.results.find((r) => r.verdict === 'pass' && r.sinceEventMs !== null);
        if (hit !== undefined) resolve((hit.sinceEventMs ?? 0) + (atMs - hit.atMs));
      });
    });
    const terminal = await learner.terminal(lease.id);
    await terminal.until(prompt);
    terminal.send('docker run busybox true\r');
    samples.push(await Promise.race([seen, delay(20_000).then(() => Number.NaN)]));
    terminal.close();
    await learner.stop(tick);
  }
  return { name: 'engine event to tick in the browser', unit: 'ms', samples, goal: 250, better: 'lower' };
}

/** MemAvailable of /proc/meminfo, in bytes. */
export async function availableMemory(): Promise<number> {
  const line = /MemAvailable:\s+(\d+) kB/.exec(await readFile('/proc/meminfo', 'utf8'));
  return Number(line?.[1]) * 1024;
}

/** Waits until `test` holds, asking ten times a second. Throws after `timeoutMs`. */
export async function until(test: () => Promise<boolean>, timeoutMs: number, what: string): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await test())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await delay(100);
  }
}
