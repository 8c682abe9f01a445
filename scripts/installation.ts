import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import type { Progress } from './progress.ts';
import { ticketSecret } from './secrets.ts';
import { startService, type Service } from './service.ts';
import type { Settings } from './settings.ts';
import { installSite } from './site-install.ts';
import { ensureSystemUser, siteUser } from './system-user.ts';

/** One running Slipway on this machine: database, runner, site. */
export interface Installation {
  readonly siteUrl: string;
  readonly runner: Service;
  readonly site: Service;
  stop(): Promise<void>;
}

/** Runs the ground's command (sandbox-runner/<entry>) to its end, its lines as notes. */
export async function groundCommand(
  checkout: string,
  entry: 'lay-ground-main.ts' | 'clear-ground-main.ts',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  note: (line: string) => void,
): Promise<void> {
  await command(process.execPath, ['--import', 'tsx', join('sandbox-runner', entry), ...args], {
    cwd: checkout,
    env,
    onLine: note,
    timeoutMs: 40 * 60_000,
  });
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

/**
 * Brings up everything, in order: database and its migrations, images and engine, runner, site. What is up already is
 * adopted. When a part fails, the parts before it are stopped again and the first error is thrown.
 */
export async function startInstallation(
  checkout: string,
  settings: Settings,
  progress: Progress,
): Promise<Installation> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const logs = join(settings.dataDir, 'log');
    await mkdir(logs, { recursive: true, mode: 0o755 });
    const secret = await ticketSecret(settings.dataDir);
    const database = await startDatabase(settings, progress);
    undo.push(() => database.stop());
    const site = await installSite(checkout, settings.dataDir, settings.env, progress);
    const runnerUrl = `http://127.0.0.1:${settings.runnerPort}`;
    const forRunner = runnerEnv(settings, secret);
    undo.push(() => groundCommand(checkout, 'lay-ground-main.ts', ['--close'], forRunner, () => undefined));
    await progress.step('engine, registry and images (several minutes the first time)', (note) =>
      groundCommand(checkout, 'lay-ground-main.ts', [], forRunner, note),
    );
    const runner = await progress.step('starting the runner', () =>
      startService({
        name: 'runner',
        file: process.execPath,
        args: ['--import', 'tsx', 'sandbox-runner/main.ts'],
        cwd: checkout,
        env: forRunner,
        logFile: join(logs, 'runner.log'),
        healthUrl: `${runnerUrl}/healthz`,
        startTimeoutMs: 120_000,
        onNotice: (line) => progress.say(`! ${line}`),
      }),
    );
    undo.push(() => runner.stop(60_000));
    const user = await ensureSystemUser(siteUser);
    const probeHost =
      settings.site.host === '0.0.0.0' || settings.site.host === '::' ? '127.0.0.1' : settings.site.host;
    const siteUrl = `http://${probeHost}:${settings.site.port}`;
    const web = await progress.step('starting the site', () =>
      startService({
        name: 'site',
        file: 'setpriv',
        args: [
          `--reuid=${user.uid}`,
          `--regid=${user.gid}`,
          '--clear-groups',
          '--no-new-privs',
          '--inh-caps=-all',
          '--bounding-set=-all',
          site.node,
          site.entry,
        ],
        cwd: site.dir,
        env: siteEnv(settings, {
          databaseUrl: database.url,
          runnerUrl,
          secret,
          lessonsDir: settings.lessonsDir ?? site.lessonsDir,
        }),
        logFile: join(logs, 'site.log'),
        healthUrl: `${siteUrl}/api/health`,
        startTimeoutMs: 60_000,
        onNotice: (line) => progress.say(`! ${line}`),
      }),
    );
    undo.push(() => web.stop(10_000));
    return { siteUrl, runner, site: web, stop };
  } catch (error) {
    await stop().catch((again: unknown) => progress.say(`! while stopping what had started: ${String(again)}`));
    throw error;
  }
}

/** Only what the site needs: root's environment may hold secrets that an unprivileged process must not see. */
function siteEnv(
  settings: Settings,
  given: { databaseUrl: string; runnerUrl: string; secret: string; lessonsDir: string },
): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: given.databaseUrl,
    SLIPWAY_HOST: settings.site.host,
    SLIPWAY_PORT: String(settings.site.port),
    ...(settings.site.publicOrigin === undefined ? {} : { SLIPWAY_PUBLIC_ORIGIN: settings.site.publicOrigin }),
    SLIPWAY_RUNNER_URLS: given.runnerUrl,
    SLIPWAY_TICKET_SECRET: given.secret,
    LESSONS_DIR: given.lessonsDir,
  };
}

async function startDatabase(settings: Settings, progress: Progress): Promise<Postgres> {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl, stop: () => Promise.resolve() };
  return progress.step('starting the database', () => startPostgres(settings.dataDir));
}
