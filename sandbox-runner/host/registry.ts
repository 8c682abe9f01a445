import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../../protocol/errors.ts';
import { program, run, runIn } from './command.ts';
import { findDetached, startDetached, stopDetached, type DetachedProgram } from './detached-process.ts';
import type { Instance } from './ground.ts';
import { groundPaths } from './instance.ts';
import { gatewayAddress, gatewayPorts } from './namespace.ts';
import { sandboxUserIds } from './subordinate-ids.ts';
import { waitUntil } from './wait-until.ts';

const startTimeoutMs = 15_000;
const writablePort = 5001;
/** Where images are pushed to, seen from the outer engine. Reachable from nowhere else. */
export const writableRegistry = `127.0.0.1:${writablePort}`;

/** Serves what is in `<data>/registry` to the sandboxes, read-only, or adopts the one that does. */
export async function ensureRegistry(instance: Instance, log: Logger): Promise<void> {
  const wanted = await registryProgram(instance, 'reader');
  if ((await findDetached(wanted)) === undefined) {
    log.info({ pid: await startRegistry(instance, wanted, 'reader') }, 'registry started');
  }
  await untilListening(instance, wanted, `${gatewayAddress}:${gatewayPorts.registry}`);
}

/** Runs `work` while a second registry on the same content takes pushes at `writableRegistry`. */
export async function withWritableRegistry<T>(instance: Instance, work: () => Promise<T>): Promise<T> {
  const wanted = await registryProgram(instance, 'writer');
  await stopDetached(wanted, 5000);
  await startRegistry(instance, wanted, 'writer');
  try {
    await untilListening(instance, wanted, writableRegistry);
    return await work();
  } finally {
    await stopDetached(wanted, 5000);
  }
}

/**
 * Digest of the manifest that the registry has for `reference` ("hello-world", "library/debian:13", "a/b@sha256:…"),
 * read from its files, since it can't be reached from the host. Undefined: not there.
 */
export async function registryDigest(registryDir: string, reference: string): Promise<string | undefined> {
  const name = parseReference(reference);
  if (name === undefined) return undefined;
  const manifests = join(registryDir, 'docker/registry/v2/repositories', name.repository, '_manifests');
  const [kind, hex] = name.digest?.split(':') ?? [];
  const link = hex === undefined ? ['tags', name.tag, 'current/link'] : ['revisions', kind ?? '', hex, 'link'];
  const text = await readFile(join(manifests, ...link), 'utf8').catch(() => undefined);
  return text?.trim();
}

/** Docker Hub's reading of a short name. Undefined for what is no name, or names another registry. */
export function parseReference(
  reference: string,
): { repository: string; tag: string; digest: string | undefined } | undefined {
  const match =
    /^([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      reference.replace(/^(?:index\.)?docker\.io\//, ''),
    );
  const name = match?.[1];
  if (name === undefined || name.includes('..') || name.includes('//')) return undefined;
  const first = name.split('/')[0] ?? '';
  if (name.includes('/') && (first.includes('.') || first === 'localhost')) return undefined;
  return { repository: name.includes('/') ? name : `library/${name}`, tag: match?.[2] ?? 'latest', digest: match?.[3] };
}

/** The registry that serves sandboxes, or the one that takes pushes during a build. */
export async function registryProgram(instance: Instance, role: 'reader' | 'writer'): Promise<DetachedProgram> {
  const paths = groundPaths(instance);
  const config = join(paths.run, `registry-${role}.yml`);
  return {
    name: `${instance.name}-registry-${role}`,
    file: program('docker-registry'),
    args: ['serve', config],
    netns: paths.netns,
    pidFile: join(paths.run, `registry-${role}.pid`),
    logFile: join(paths.log, 'registry.log'),
    mark: config,
    user: await sandboxUserIds(),
  };
}

async function startRegistry(instance: Instance, wanted: DetachedProgram, role: 'reader' | 'writer'): Promise<number> {
  const { uid, gid } = wanted.user ?? { uid: Number.NaN, gid: Number.NaN };
  const { registry } = groundPaths(instance);
  await mkdir(registry, { recursive: true, mode: 0o755 });
  // All of it: on another machine, or after a clean, the same user has another number.
  await run('chown', ['-RhP', `${uid}:${gid}`, registry]);
  const isReader = role === 'reader';
  const config = {
    version: 0.1,
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: registry },
      maintenance: { uploadpurging: { enabled: false }, readonly: { enabled: isReader } },
    },
    http: { addr: isReader ? `${gatewayAddress}:${gatewayPorts.registry}` : writableRegistry },
  };
  // YAML contains JSON.
  await writeFile(wanted.mark, JSON.stringify(config), { mode: 0o644 });
  return startDetached(wanted);
}

async function untilListening(instance: Instance, wanted: DetachedProgram, address: string): Promise<void> {
  const { netns } = groundPaths(instance);
  const isUp = await waitUntil(startTimeoutMs, 50, async () => {
    const { stdout } = await runIn(netns, 'ss', ['-Hltn', 'src', address]);
    return stdout.trim() !== '';
  });
  if (isUp) return;
  const log = (await readFile(wanted.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n');
  throw new AppError(
    'host_unfit',
    `${wanted.name} does not listen on ${address}. The end of ${wanted.logFile}:\n${log}`,
  );
}

/** Deletes from the registry what no tag leads to any more. */
export async function collectGarbage(instance: Instance): Promise<void> {
  const { mark, user } = await registryProgram(instance, 'writer');
  const ids = [`--reuid=${user?.uid ?? ''}`, `--regid=${user?.gid ?? ''}`, '--clear-groups'];
  const collect = [program('docker-registry'), 'garbage-collect', '--delete-untagged', mark];
  await run('setpriv', [...ids, ...collect], { timeoutMs: 300_000 });
}
