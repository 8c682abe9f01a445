import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../protocol/errors.ts';
import { command } from './command.ts';
import { copyLessons } from './copy-lessons.ts';
import { generateDatabaseClient } from './database-client.ts';
import { groundCommand, runnerEnv } from './installation.ts';
import { leftovers, temporaryFolders } from './leftovers.ts';
import { createProgress, type Progress } from './progress.ts';
import { instructorKey, ticketSecret } from './secrets.ts';
import { readSettings, type Settings } from './settings.ts';
import { stopSignals } from './stop-signals.ts';
import {
  countedSuite,
  playwrightSuite,
  toolSuite,
  vitestSuite,
  type SuiteContext,
  type SuiteResult,
} from './test-suites.ts';

interface Suite {
  readonly name: string;
  readonly run: (context: SuiteContext) => Promise<SuiteResult>;
}

const node = process.execPath;
const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** Need nothing but the checkout. The runner's suite leaves half of the processors to them, as it often waits. */
const besideRunner: readonly Suite[] = [
  { name: 'unit', run: (c) => vitestSuite(c, 'unit', 'vitest.config.ts') },
  { name: 'format', run: (c) => toolSuite(c, 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.') },
  { name: 'types: site', run: (c) => toolSuite(c, 'typescript/bin/tsc', '-p', '.', '--noEmit') },
  { name: 'types: runner', run: (c) => toolSuite(c, 'typescript/bin/tsc', '-p', 'sandbox-runner', '--noEmit') },
  { name: 'lint', run: (c) => toolSuite(c, 'eslint/bin/eslint.js', '.', '--max-warnings=0') },
  {
    name: 'runner: its parts',
    run: (c) => vitestSuite(c, 'runner-parts', 'sandbox-runner/tests/without-ground.config.ts'),
  },
];

/** Needs a laid ground, on which it starts runners of its own. */
const runner: Suite = {
  name: 'runner',
  run: (c) => vitestSuite(c, 'runner', 'sandbox-runner/tests/vitest.config.ts'),
};

const prove = ['--import', 'tsx', 'lesson-kit/prove/prove-main.ts'];

/**
 * Need a running installation: the product as `npm start` makes it. The first keeps all processors busy, with four lessons
 * as some always wait.
 */
const lessons: Suite = {
  name: 'lessons',
  run: (c) =>
    countedSuite(c, 'lessons', [...prove, '--parallel', '4', '--lessons', 'lessons', '--lessons', 'docs/example']),
};
const badLessons: Suite = {
  name: 'the proof of lessons refuses bad ones',
  run: (c) => countedSuite(c, 'broken-lessons', [...prove, '--fixtures']),
};
const e2e: Suite = { name: 'e2e', run: (c) => playwrightSuite(c, 'e2e', 'e2e/playwright.config.ts') };

/** Starts and stops the product itself, and so needs that none runs. */
const restart: Suite = {
  name: 'restart',
  run: (c) => playwrightSuite(c, 'restart', 'e2e/restart/playwright.config.ts'),
};

/** Needs a running installation too, and so long that it runs only when it is named. */
const walk: Suite = { name: 'walk', run: (c) => playwrightSuite(c, 'walk', 'e2e/walk/playwright.config.ts') };

/**
 * `npm test [suite …]`: every suite but the walk, or the named ones. All run against one data directory of their own
 * (SLIPWAY_TEST_DATA, default /var/tmp/slipway-test), whose images are kept for the next run; nothing else stays.
 */
export async function main(names: readonly string[]): Promise<void> {
  const progress = createProgress();
  const all = [...besideRunner, runner, lessons, badLessons, e2e, restart, walk].map((s) => s.name);
  for (const name of names)
    if (!all.includes(name))
      throw new AppError('bad_request', `no suite is called ${name}; there are: ${all.join(', ')}`);
  const wanted = (suites: readonly Suite[]): readonly Suite[] =>
    suites.filter((s) => names.length === 0 || names.includes(s.name));
  const settings = testSettings(readSettings(checkout));
  await mkdir(settings.dataDir, { recursive: true, mode: 0o755 });
  const secret = await ticketSecret(settings.dataDir);
  const env = {
    ...runnerEnv(settings, secret),
    NODE_ENV: 'test',
    SLIPWAY_LOG_LEVEL: 'warn',
    SITE_URL: `http://127.0.0.1:${settings.site.port}`,
    RUNNER_URL: `http://127.0.0.1:${settings.runnerPort}`,
    INSTRUCTOR_KEY: await instructorKey(settings.dataDir),
  };
  const context: SuiteContext = { checkout, reports: join(checkout, 'test-results'), env };
  const results = new Map<string, SuiteResult & { seconds: number }>();
  const before = await temporaryFolders();
  const leftBy = (name: string): Suite => leftoverSuite(name, settings.dataDir, before);

  // What the static checks read must exist: the generated database client and Next's route types.
  await progress.step('generating the database client and route types', async () => {
    await generateDatabaseClient(checkout, env);
    await command(node, ['node_modules/next/dist/bin/next', 'typegen'], {
      cwd: checkout,
      env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    });
  });
  const stop = new AbortController();
  for (const signal of stopSignals) process.on(signal, () => stop.abort());
  const runAll = async (suites: readonly Suite[]): Promise<void> => {
    for (const suite of wanted(suites)) if (!stop.signal.aborted) await runSuite(suite, context, results, progress);
  };
  if (wanted([runner]).length === 0) await runAll(besideRunner);
  else {
    try {
      await progress.step('engine, registry and images', (note) =>
        groundCommand(checkout, 'lay-ground-main.ts', [], env, note),
      );
      await Promise.all([runAll([runner]), runAll(besideRunner)]);
    } finally {
      await groundCommand(checkout, 'clear-ground-main.ts', [], env, () => undefined);
    }
    await runSuite(leftBy('nothing left by the runner'), context, results, progress);
  }
  const hasWalk = names.includes(walk.name);
  const needProduct = hasWalk || wanted([lessons, badLessons, e2e]).length > 0;
  if (needProduct && !stop.signal.aborted) {
    await withProduct(settings, env, progress, results, stop.signal, async () => {
      await runAll([lessons]);
      await Promise.all([runAll([badLessons]), runAll([e2e])]);
      if (hasWalk) await runAll([walk]);
    });
    await runSuite(leftBy('nothing left by npm start'), context, results, progress);
  }
  await runAll([restart]);
  if (stop.signal.aborted) progress.say('\nstopped before all suites had come to their end');
  summarise(results, progress);
  if (stop.signal.aborted) process.exit(130);
  process.exit([...results.values()].some((result) => result.failed > 0) ? 1 : 0);
}

function testSettings(settings: Settings): Settings {
  const dataDir = settings.env['SLIPWAY_TEST_DATA'] ?? '/var/tmp/slipway-test';
  return {
    ...settings,
    dataDir,
    poolSizeGb: 24,
    runnerPort: 7171,
    site: { host: '127.0.0.1', port: 3131, publicOrigin: undefined },
    databaseUrl: undefined,
    hasHandbook: true,
    lessonsDir: undefined,
  };
}

async function runSuite(
  suite: Suite,
  context: SuiteContext,
  results: Map<string, SuiteResult & { seconds: number }>,
  progress: Progress,
): Promise<void> {
  const startedAt = performance.now();
  const result = await suite
    .run(context)
    .catch((error: unknown): SuiteResult => ({ passed: 0, failed: 1, report: String(error) }));
  const seconds = (performance.now() - startedAt) / 1000;
  results.set(suite.name, { ...result, seconds });
  progress.say(
    `${result.failed === 0 ? '✓' : '✗'} ${suite.name}: ${result.passed} passed, ${result.failed} failed (${seconds.toFixed(0)} s)`,
  );
  if (result.failed > 0)
    progress.say(
      result.report
        .trim()
        .split('\n')
        .slice(-200)
        .map((line) => `    ${line}`)
        .join('\n'),
    );
}

/** Fails when anything of the installation is on the machine, or a folder for a while that was not there `before`. */
function leftoverSuite(name: string, dataDir: string, before: readonly string[]): Suite {
  return {
    name,
    async run() {
      const folders = (await temporaryFolders()).filter((path) => !before.includes(path));
      const found = [...(await leftovers(dataDir)), ...folders.map((path) => `folder: ${path}`)];
      return { passed: found.length === 0 ? 1 : 0, failed: found.length === 0 ? 0 : 1, report: found.join('\n') };
    },
  };
}

/** Runs `work` while the product runs as a user starts it, `npm start`, and stops it as a user does, with SIGINT. */
async function withProduct(
  settings: Settings,
  env: Readonly<Record<string, string>>,
  progress: Progress,
  results: Map<string, SuiteResult & { seconds: number }>,
  stop: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  let output = '';
  const lessons = await copyLessons(join(checkout, 'e2e/lessons'), join(settings.dataDir, 'lessons-of-tests'));
  const written = await copyLessons(
    join(checkout, 'e2e/lessons-being-written'),
    join(settings.dataDir, 'lessons-being-written'),
  );
  const child = spawn(node, ['scripts/bootstrap.mjs', 'start'], {
    cwd: checkout,
    env: {
      ...env,
      SLIPWAY_HOST: settings.site.host,
      SLIPWAY_PORT: String(settings.site.port),
      SLIPWAY_PREVIEW_PORT: String(settings.site.port + 1),
      LESSONS_DIR: `${lessons}:${written}`,
      SLIPWAY_LESSON_PREVIEW: written,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const deadline = startedAt + 30 * 60_000;
  const isGone = (): boolean => stop.aborted || child.exitCode !== null || performance.now() > deadline;
  while (!output.includes('Slipway is ready') && !isGone()) await delay(100);
  const isUp = output.includes('Slipway is ready');
  const record = (name: string, ok: boolean, sinceMs: number): void => {
    const seconds = (performance.now() - sinceMs) / 1000;
    results.set(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, report: output, seconds });
    progress.say(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(0)} s)${ok ? '' : `\n${output}`}`);
  };
  record('npm start comes up', isUp, startedAt);
  try {
    if (isUp) await work();
  } finally {
    const stoppedAt = performance.now();
    child.kill('SIGINT');
    const code = await Promise.race([ended, delay(120_000).then(() => -1)]);
    record('npm start stops cleanly', code === 0, stoppedAt);
    if (code !== 0) {
      child.kill('SIGKILL');
      await groundCommand(checkout, 'clear-ground-main.ts', [], env, () => undefined);
    }
  }
}

function summarise(results: ReadonlyMap<string, SuiteResult & { seconds: number }>, progress: Progress): void {
  progress.say('\nwhere the time went:');
  for (const [name, { seconds, passed, failed }] of results)
    progress.say(`  ${seconds.toFixed(0).padStart(5)} s  ${name.padEnd(28)} ${passed} passed, ${failed} failed`);
  const total = (pick: (result: SuiteResult) => number): number =>
    [...results.values()].reduce((sum, result) => sum + pick(result), 0);
  const failed = total((r) => r.failed);
  progress.say(`\n${total((r) => r.passed)} passed, ${failed} failed`);
}
