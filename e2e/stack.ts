import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { copyLessons } from '../scripts/copy-lessons.ts';
import { freePort } from '../scripts/free-port.ts';
import { inherited } from './env.ts';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const startWithinMs = 120_000;
const restartAfterMs = 1500;

export interface Stack {
  readonly siteUrl: string;
  readonly runnerUrl: string;
  readonly instructorKey: string;
  readonly ticketSecret: string;
  readonly stop: () => Promise<void>;
}

interface StackOptions {
  /** A data directory on which the ground is laid (sandbox-runner/lay-ground-main.ts). */
  readonly dataDir: string;
  readonly databaseUrl: string;
}

/**
 * Starts a runner and the built site (.next/standalone; `next build` and app/build-server.mjs first) as processes on free
 * ports. A runner that is killed is started again after 1.5 s, as `npm start` does. Logs lie in test-results/.
 */
export async function startStack({ dataDir, databaseUrl }: StackOptions): Promise<Stack> {
  const siteDir = join(checkout, '.next/standalone');
  await access(join(siteDir, 'server.mjs'));
  const [runnerPort, sitePort] = [await freePort(), await freePort()];
  const runnerUrl = `http://127.0.0.1:${runnerPort}`;
  const siteUrl = `http://127.0.0.1:${sitePort}`;
  const ticketSecret = randomBytes(32).toString('hex');
  const common = inherited({
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    SLIPWAY_TICKET_SECRET: ticketSecret,
  });
  const instructorKey = randomBytes(20).toString('hex');
  const uploads = await mkdtemp(join(tmpdir(), 'slipway-uploads-'));
  // Their author is lesson-preview.spec.ts.
  const written = await copyLessons(
    join(checkout, 'e2e/lessons-being-written'),
    join(checkout, 'test-results/lessons-being-written'),
  );
  const started: Kept[] = [];
  const stop = async (): Promise<void> => {
    for (const service of started.splice(0).reverse()) await service.stop();
    await rm(uploads, { recursive: true, force: true });
  };
  try {
    started.push(
      await keepRunning('runner', ['--import', 'tsx', 'sandbox-runner/main.ts'], checkout, {
        ...common,
        SLIPWAY_DATA: dataDir,
        SLIPWAY_RUNNER_PORT: String(runnerPort),
      }),
    );
    await isUp(`${runnerUrl}/healthz`);
    started.push(
      await keepRunning('site', ['server.mjs'], siteDir, {
        ...common,
        DATABASE_URL: databaseUrl,
        SLIPWAY_PORT: String(sitePort),
        SLIPWAY_PREVIEW_PORT: String(await freePort()),
        SLIPWAY_RUNNER_URLS: runnerUrl,
        SLIPWAY_INSTRUCTOR_KEY: instructorKey,
        SLIPWAY_UPLOADS_DIR: uploads,
        SLIPWAY_IMAGES_DIR: join(checkout, 'sandbox-runner/images'),
        // The tests' own lessons come after the real ones.
        LESSONS_DIR: [join(checkout, 'lessons'), join(checkout, 'e2e/lessons'), written].join(':'),
        SLIPWAY_LESSON_PREVIEW: written,
      }),
    );
    await isUp(`${siteUrl}/api/health`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { siteUrl, runnerUrl, instructorKey, ticketSecret, stop };
}

interface Kept {
  readonly stop: () => Promise<void>;
}

async function keepRunning(
  name: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ stop(): Promise<void> }> {
  const reports = join(checkout, 'test-results');
  await mkdir(reports, { recursive: true });
  const log = createWriteStream(join(reports, `e2e-${name}.log`), { flags: 'a' });
  let isStopping = false;
  let child: ChildProcess;
  const launch = (): void => {
    const started = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    started.stdout.pipe(log, { end: false });
    started.stderr.pipe(log, { end: false });
    started.once('exit', () => {
      if (!isStopping) setTimeout(launch, restartAfterMs);
    });
    child = started;
  };
  launch();
  return {
    stop: async () => {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await Promise.race([ended, delay(60_000)]);
      log.end();
    },
  };
}

async function isUp(url: string): Promise<void> {
  const deadline = performance.now() + startWithinMs;
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await delay(100);
  }
  throw new Error(`${url} did not answer in ${startWithinMs} ms; see test-results/`);
}
