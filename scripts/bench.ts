import { mkdir, writeFile } from 'node:fs/promises';
import { arch, cpus, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { containerOf } from '../bench/direct-exec.ts';
import { Learner } from '../bench/learner.ts';
import { measureJumps } from '../bench/measure-jumps.ts';
import { measureFlood } from '../bench/measure-flood.ts';
import { measureLessons } from '../bench/measure-lessons.ts';
import { measurePage } from '../bench/measure-page.ts';
import { measureRestores } from '../bench/measure-restores.ts';
import {
  availableMemory,
  lesson,
  measureOneByOne,
  measureTicks,
  startMany,
  stopMany,
  until,
} from '../bench/measure-starts.ts';
import { measureTerminals } from '../bench/measure-terminals.ts';
import { RunnerApi } from '../bench/runner-api.ts';
import { table, type Measurement } from '../bench/statistics.ts';
import { groundPaths, instanceOf } from '../sandbox-runner/host/instance.ts';
import { copyLessons } from './copy-lessons.ts';
import { startInstallation } from './installation.ts';
import { createProgress } from './progress.ts';
import { ticketSecret } from './secrets.ts';
import { readSettings, type Settings } from './settings.ts';

const runs = 20;
const pageRuns = 10;
const classSize = 30;
const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const results = join(checkout, 'bench/results');

/**
 * `npm run bench`: measures the product as `npm start` runs it; writes bench/results/latest.json and prints a table, also
 * when a part fails: then what was measured before it.
 */
export async function main(): Promise<void> {
  const progress = createProgress();
  const settings = await benchSettings();
  const runnerUrl = `http://127.0.0.1:${settings.runnerPort}`;
  const measured: Measurement[] = [];
  const withWarm = async (warm: number, work: (site: string, api: RunnerApi) => Promise<void>): Promise<void> => {
    const installation = await startInstallation(
      checkout,
      { ...settings, env: { ...settings.env, SLIPWAY_WARM: String(warm) } },
      progress,
    );
    try {
      await work(installation.siteUrl, new RunnerApi(runnerUrl, await ticketSecret(settings.dataDir)));
    } finally {
      await installation.stop();
    }
  };

  const parts = async (): Promise<void> => {
    await withWarm(0, async (site, api) => {
      await until(() => api.isPrepared(), 120_000, 'the golden volumes');
      const cold = await progress.step(`${runs} cold starts`, () =>
        measureOneByOne(site, runs, () => Promise.resolve(true)),
      );
      measured.push({
        name: 'click to prompt, cold',
        unit: 'ms',
        samples: cold.prompt,
        goal: undefined,
        better: 'lower',
      });
      measured.push({
        name: "cold click to first container's output",
        unit: 'ms',
        samples: cold.container,
        goal: 1200,
        better: 'lower',
      });
      const first = await settledMemory();
      const many = await progress.step(`${classSize} learners at once, cold`, () => startMany(site, classSize));
      measured.push(...atOnce('cold', many, 14));
      const firstTaken = first - (await settledMemory());
      await stopMany(many.learners);
      measured.push(
        ...(await progress.step(`${classSize} learners more, for what they take`, () => memory(site, firstTaken))),
      );
      measured.push(await progress.step(`${runs} ticks`, () => measureTicks(site, runs)));
      measured.push(await progress.step(`${runs} restores`, () => measureRestores(api, runs)));
      measured.push(await progress.step(`${runs} jumps to a step`, () => measureJumps(site, api, runs)));
      measured.push(...(await progress.step('terminals against docker exec', () => terminals(site, settings))));
      measured.push(
        ...(await progress.step('lessons compiled, graded, proved', async () =>
          measureLessons(checkout, runnerUrl, await ticketSecret(settings.dataDir)),
        )),
      );
    });

    await withWarm(classSize, async (site, api) => {
      const isFull = fullPools(api);
      await until(isFull, 300_000, 'full pools of warm sandboxes');
      const warm = await progress.step(`${runs} warm starts`, () => measureOneByOne(site, runs, isFull));
      measured.push({ name: 'click to prompt, warm', unit: 'ms', samples: warm.prompt, goal: 150, better: 'lower' });
      await until(isFull, 300_000, 'full pools of warm sandboxes');
      measured.push(...(await progress.step(`${pageRuns} visits with a browser`, () => measurePage(site, pageRuns))));
      measured.push(...(await progress.step('a flood, and Ctrl-C', () => measureFlood(site, runnerUrl))));
      await until(isFull, 300_000, 'full pools of warm sandboxes');
      const many = await progress.step(`${classSize} learners at once, warm`, () => startMany(site, classSize));
      measured.push(...atOnce('warm', many, undefined));
      await stopMany(many.learners);
    });
  };
  const failure = await parts().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  const machine = {
    cpu: cpus()[0]?.model ?? arch(),
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    node: process.version,
  };
  await mkdir(results, { recursive: true });
  await writeFile(
    join(results, 'latest.json'),
    `${JSON.stringify({ at: new Date().toISOString(), machine, measured }, null, 2)}\n`,
  );
  progress.say(
    `\n${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node.js ${machine.node}\n\n${table(measured)}\n\nwritten to bench/results/latest.json`,
  );
  if (failure !== undefined) throw failure;
  process.exit(0);
}

/** A data directory and ports of their own, so that a running Slipway is not measured, or disturbed. */
async function benchSettings(): Promise<Settings> {
  const settings = readSettings(checkout);
  // Its own: what is measured should not hang on what a product or the tests have left.
  const dataDir = settings.env['SLIPWAY_BENCH_DATA'] ?? '/var/tmp/slipway-bench';
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const lessonsDir = await copyLessons(join(checkout, 'bench/lessons'), join(dataDir, 'bench-lessons'));
  const env = { ...settings.env, SLIPWAY_LOG_LEVEL: 'warn', SLIPWAY_CAPACITY: '200' };
  return {
    ...settings,
    dataDir,
    env,
    poolSizeGb: 24,
    runnerPort: 7171,
    site: { host: '127.0.0.1', port: 3131, publicOrigin: undefined },
    databaseUrl: undefined,
    // The beginnings of the handbook's steps would be made while something else is measured.
    hasHandbook: false,
    lessonsDir,
  };
}

/** Seconds until each of a class had a prompt, and all; `goal`: of all. */
function atOnce(
  how: 'cold' | 'warm',
  { each, all }: { readonly each: readonly number[]; readonly all: number },
  goal: number | undefined,
): Measurement[] {
  const common = { unit: 's', better: 'lower' } as const;
  return [
    {
      ...common,
      name: `${classSize} at once, ${how}: each`,
      samples: each.map((ms) => ms / 1000),
      goal: undefined,
    },
    { ...common, name: `${classSize} at once, ${how}: all`, samples: [all / 1000], goal },
  ];
}

async function terminals(site: string, settings: Settings): Promise<Measurement[]> {
  const learner = new Learner(site);
  await learner.arrive();
  const lease = await learner.start(lesson);
  const terminal = await learner.terminal(lease.id);
  await terminal.until(/\$ $/);
  const api = new RunnerApi(`http://127.0.0.1:${settings.runnerPort}`, await ticketSecret(settings.dataDir));
  const sandbox = (await api.list()).find((s) => s.leaseId === lease.id);
  if (sandbox === undefined) throw new Error(`the runner has no sandbox for lease ${lease.id}`);
  const socket = engineSocket(settings.dataDir);
  const cache = join(checkout, 'node_modules/.cache/slipway');
  const measured = await measureTerminals({
    terminal,
    openSocket: () => learner.terminalSocket(lease.id, 'keys'),
    engineSocket: socket,
    container: await containerOf(socket, sandbox.id),
    cache,
  });
  terminal.close();
  await learner.stop(lesson);
  return measured;
}

/**
 * What a machine takes that nobody uses, when a class of them was there before; and what one of that class took, with all that
 * has grown for it: `firstTaken`, bytes of the whole class.
 */
async function memory(site: string, firstTaken: number): Promise<Measurement[]> {
  const before = await settledMemory();
  const { learners } = await startMany(site, classSize);
  const taken = before - (await settledMemory());
  await stopMany(learners);
  const row = (name: string, bytes: number, goal?: number): Measurement => ({
    ...{ name, unit: 'MB', samples: [bytes / 1e6], goal, better: 'lower' },
  });
  return [
    row('memory per idle sandbox', taken / classSize, 25),
    row('memory per idle sandbox, the first thirty', firstTaken / classSize),
  ];
}

/** Asks whether the pools are full: at least a class is warm, and the number has not changed for two seconds. */
function fullPools(api: RunnerApi): () => Promise<boolean> {
  let last = { count: -1, sinceMs: 0 };
  return async () => {
    const count = await api.warmCount();
    if (count !== last.count) last = { count, sinceMs: performance.now() };
    return count >= classSize && performance.now() - last.sinceMs > 2000;
  };
}

function engineSocket(dataDir: string): string {
  return groundPaths(instanceOf(dataDir)).engineSocket;
}

/** Available memory once it has stopped moving: three readings within 4 MB, a second apart. */
async function settledMemory(): Promise<number> {
  let readings: number[] = [];
  await until(
    async () => {
      readings = [...readings.slice(-2), await availableMemory()];
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return readings.length === 3 && Math.max(...readings) - Math.min(...readings) < 4e6;
    },
    60_000,
    'memory to settle',
  );
  return readings.at(-1) ?? 0;
}
