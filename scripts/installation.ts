import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureSystemUser } from '../sandbox-runner/host/system-user.ts';
import { command } from './command.ts';
import { startPostgres } from './postgres.ts';
import type { Progress } from './progress.ts';
import { instructorKey, ticketSecret } from './secrets.ts';
import { startService, type Service } from './service.ts';
import { lessonRoots, type Settings } from './settings.ts';
import { siteEnv, type SiteNeeds } from './site-env.ts';
import { installSite } from './site-install.ts';
import { siteUser } from './users.ts';

/** What the site stands on: database and runner. */
export interface Backend {
  readonly runner: Service;
  readonly siteNeeds: SiteNeeds;
  stop(): Promise<void>;
}

/** One running Slipway on this machine: database, runner, site. */
export interface Installation {
  readonly siteUrl: string;
  stop(): Promise<void>;
}

/** Runs the ground's command (sandbox-runner/<entry>) to its end, its lines as notes. Taking it down is not to be stopped. */
export async function groundCommand(
  checkout: string,
  entry: 'lay-ground-main.ts' | 'clear-ground-main.ts',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  note: (line: string) => void,
): Promise<void> {
  const argv = ['--import', 'tsx', join('sandbox-runner', entry), ...args];
  const isPartOfStop = entry === 'clear-ground-main.ts' || args.includes('--close');
  await command(process.execPath, argv, { cwd: checkout, env, onLine: note, timeoutMs: 40 * 60_000, isPartOfStop });
}

/** The environment of the runner process of this installation. */
export function runnerEnv(settings: Settings, secret: string): Record<string, string> {
  return {
    ...settings.env,
    NODE_ENV: 'production',
    SLIPWAY_DATA: settings.dataDir,
    SLIPWAY_RUNNER_PORT: String(settings.runnerPort),
    SLIPWAY_POOL_SIZE_GB: String(settings.poolSizeGb),
    SLIPWAY_TICKET_SECRET: secret,
  };
}

/** The URL under which this machine itself reaches the site. */
export function siteUrl({ site: { host, port } }: Settings): string {
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

/** The folder of lessons that instructors upload, made if it is not there: the only one of the data directory that is the site's. */
export async function uploadsFolder(dataDir: string): Promise<string> {
  const dir = join(dataDir, 'uploads');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  return dir;
}

/**
 * Brings up everything, in order: the backend, then the site as its unprivileged user, or (`asSelf`) as the one who starts
 * it: an author's preview reads what its author can read. Undoes all when a part fails.
 */
export async function startInstallation(
  checkout: string,
  settings: Settings,
  progress: Progress,
  asSelf = false,
): Promise<Installation> {
  return inOrder(progress, async (undo, stop) => {
    const site = await installSite(checkout, settings.dataDir, settings.env, progress);
    const backend = await startBackend(checkout, settings, progress);
    undo.push(() => backend.stop());
    const user = await ensureSystemUser(siteUser);
    const uploads = await uploadsFolder(settings.dataDir);
    // What a backup brought back may have been another user's. Links are not followed: the site writes here.
    await command('chown', ['-RhP', `${user.uid}:${user.gid}`, uploads]);
    const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
    const powers = ['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'];
    const web = await progress.step('starting the site', () =>
      startService({
        name: 'site',
        ...(asSelf
          ? { file: process.execPath, args: [site.entry] }
          : { file: 'setpriv', args: [...identity, ...powers, site.node, site.entry] }),
        cwd: site.dir,
        env: siteEnv(settings, backend.siteNeeds, lessonRoots(settings, site.lessonsDir), {
          uploads,
          images: site.imagesDir,
        }),
        logFile: join(settings.dataDir, 'log', 'site.log'),
        healthUrl: `${siteUrl(settings)}/api/health`,
        startTimeoutMs: 60_000,
        onNotice: (line) => progress.say(`! ${line}`),
      }),
    );
    undo.push(() => web.stop(10_000));
    return { siteUrl: siteUrl(settings), stop };
  });
}

/** Brings up the database, then engine, registry and images, then the runner. What is up already is adopted. */
export async function startBackend(checkout: string, settings: Settings, progress: Progress): Promise<Backend> {
  return inOrder(progress, async (undo, stop) => {
    const logs = join(settings.dataDir, 'log');
    await mkdir(logs, { recursive: true, mode: 0o755 });
    const secret = await ticketSecret(settings.dataDir);
    let databaseUrl = settings.databaseUrl;
    if (databaseUrl === undefined) {
      const database = await progress.step('starting the database', () => startPostgres(settings.dataDir));
      undo.push(() => database.stop());
      databaseUrl = database.url;
    }
    const runnerUrl = `http://127.0.0.1:${settings.runnerPort}`;
    const env = runnerEnv(settings, secret);
    undo.push(() => groundCommand(checkout, 'lay-ground-main.ts', ['--close'], env, () => undefined));
    await progress.step('engine, registry and images (several minutes the first time)', (note) =>
      groundCommand(checkout, 'lay-ground-main.ts', [], env, note),
    );
    const runner = await progress.step('starting the runner', () =>
      startService({
        name: 'runner',
        file: process.execPath,
        args: ['--import', 'tsx', 'sandbox-runner/main.ts'],
        cwd: checkout,
        env,
        logFile: join(logs, 'runner.log'),
        healthUrl: `${runnerUrl}/livez`,
        startTimeoutMs: 120_000,
        onNotice: (line) => progress.say(`! ${line}`),
      }),
    );
    undo.push(() => runner.stop(60_000));
    const health = await fetch(`${runnerUrl}/healthz`);
    if (!health.ok) progress.say(`! the runner is ${(await health.text()).trim()}`);
    const siteNeeds = { databaseUrl, runnerUrl, secret, instructorKey: await instructorKey(settings.dataDir) };
    return { runner, siteNeeds, stop };
  });
}

/** Runs `start`; what it pushes to `undo` is done in reverse by `stop`, or at once when `start` throws. */
async function inOrder<T>(
  progress: Progress,
  start: (undo: (() => Promise<void>)[], stop: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await start(undo, stop);
  } catch (error) {
    await stop().catch((again: unknown) => progress.say(`! while stopping what had started: ${String(again)}`));
    throw error;
  }
}
