import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../../protocol/errors.ts';
import { program, run } from './command.ts';
import { findDetached, startDetached, type DetachedProgram } from './detached-process.ts';
import { forgetPushes } from './forget-pushes.ts';
import type { Instance } from './ground.ts';
import { groundPaths, type GroundPaths } from './instance.ts';
import { sandboxUserIds } from './subordinate-ids.ts';
import { waitUntil } from './wait-until.ts';

const startTimeoutMs = 15_000;
/** What nobody has pushed again for so long is deleted when the registry starts. */
const keptMs = 14 * 24 * 3600_000;
const keyBytes = 32;

/** Where the registry listens that takes learners' pushes, and where it keeps them. */
export function pushRegistryPlaces({ run: runDir, pushes }: GroundPaths): { socket: string; dir: string } {
  return { socket: join(runDir, 'pushes', 'registry.sock'), dir: pushes };
}

/**
 * Starts the registry that takes learners' pushes, or adopts the one that runs. It listens on a socket of the host that only
 * the gateway uses: logins, names and limits are the gateway's. Throws host_unfit when it does not start.
 */
export async function ensurePushRegistry(instance: Instance, log: Logger): Promise<void> {
  const paths = groundPaths(instance);
  const { socket, dir } = pushRegistryPlaces(paths);
  const user = await sandboxUserIds();
  const config = join(paths.run, 'registry-pushes.yml');
  const wanted: DetachedProgram = {
    name: `${instance.name}-registry-pushes`,
    file: program('docker-registry'),
    args: ['serve', config],
    netns: undefined,
    pidFile: join(paths.run, 'registry-pushes.pid'),
    logFile: join(paths.log, 'registry-pushes.log'),
    mark: config,
    user,
  };
  if ((await findDetached(wanted)) !== undefined) return;
  for (const place of [dir, join(paths.run, 'pushes')]) {
    await mkdir(place, { recursive: true, mode: 0o750 });
    // All of it: on another machine, or after a clean, the same user has another number.
    await run('chown', ['-RhP', `${user.uid}:${user.gid}`, place]);
  }
  const settings = {
    version: 0.1,
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: dir },
      delete: { enabled: true },
      maintenance: { uploadpurging: { enabled: true, age: '1h', interval: '15m', dryrun: false } },
    },
    http: { net: 'unix', addr: socket, relativeurls: true, secret: randomBytes(keyBytes).toString('hex') },
  };
  // YAML contains JSON.
  await writeFile(config, JSON.stringify(settings), { mode: 0o640 });
  await chown(config, 0, user.gid);
  await forgetOld(dir, config, user);
  log.info({ pid: await startDetached(wanted) }, 'registry for pushes started');
  if (await waitUntil(startTimeoutMs, 50, async () => (await stat(socket).catch(() => undefined))?.isSocket() === true))
    return;
  const text = (await readFile(wanted.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n');
  throw new AppError('host_unfit', `${wanted.name} does not start. The end of ${wanted.logFile}:\n${text}`);
}

/** The key from which learners' accounts follow: made once, readable by root only. */
export async function accountKey(stateDir: string): Promise<Buffer> {
  const file = join(stateDir, 'account-key');
  const kept = await readFile(file).catch(() => undefined);
  if (kept?.length === keyBytes) return kept;
  const key = randomBytes(keyBytes);
  await mkdir(stateDir, { recursive: true, mode: 0o755 });
  await writeFile(file, key, { mode: 0o600 });
  return key;
}

/** Before the registry runs, which would not notice. */
async function forgetOld(dir: string, config: string, user: { uid: number; gid: number }): Promise<void> {
  if ((await forgetPushes(join(dir, 'docker/registry/v2/repositories'), Date.now() - keptMs)) === 0) return;
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const collect = [program('docker-registry'), 'garbage-collect', '--delete-untagged', config];
  await run('setpriv', [...ids, ...collect], { timeoutMs: 300_000 });
}
