import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../protocol/errors.ts';
import { program } from './command.ts';
import { findDetached, startDetached, stopDetached, type DetachedProgram, usesSystemd } from './detached-process.ts';
import type { Instance } from './ground.ts';
import { groundPaths } from './instance.ts';
import { builderGateway, gatewayAddress } from './namespace.ts';
import { writeRuntimeWrapper } from './runtime-wrapper.ts';
import { sandboxUser } from './subordinate-ids.ts';
import { getOverSocket } from './unix-http.ts';
import { waitUntil } from './wait-until.ts';

/** Name under which the engine knows the runtime of runtime-wrapper.ts. */
export const sandboxRuntime = 'slipway';
const startTimeoutMs = 60_000;

export interface Cgroups {
  readonly version: 'v1' | 'v2';
  readonly driver: 'cgroupfs' | 'systemd';
}

/** What this machine has. Systemd's driver only where systemd rules a unified hierarchy. */
export function cgroupsOfMachine(): Cgroups {
  const version = existsSync('/sys/fs/cgroup/cgroup.controllers') ? 'v2' : 'v1';
  return { version, driver: version === 'v2' && usesSystemd() ? 'systemd' : 'cgroupfs' };
}

/**
 * Starts the installation's own containerd and dockerd in its network namespace, or adopts them when they answer and
 * were started with the same settings. An engine with other settings is restarted; its containers live through that.
 */
export async function ensureOuterEngine(instance: Instance, cgroups: Cgroups, log: Logger): Promise<void> {
  const paths = groundPaths(instance);
  for (const dir of [paths.run, paths.engineRoot, paths.containerdRoot])
    await mkdir(dir, { recursive: true, mode: 0o711 });
  const { containerd, dockerd, files } = await enginePrograms(instance, cgroups);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([containerd, dockerd, files]))
    .digest('hex');
  const settings = join(paths.run, 'engine.fingerprint');
  const isSame = (await readFile(settings, 'utf8').catch(() => '')) === fingerprint;
  if (!isSame || (await findDetached(containerd)) === undefined) await stopDetached(dockerd, 20_000);
  if (!isSame) await stopDetached(containerd, 20_000);
  for (const [path, text] of Object.entries(files)) await writeFile(path, text);
  await writeFile(settings, fingerprint);

  if ((await findDetached(containerd)) === undefined) {
    await rm(paths.containerdSocket, { force: true });
    log.info({ pid: await startDetached(containerd) }, 'containerd started');
    await until(containerd, () => Promise.resolve(existsSync(paths.containerdSocket)));
  }
  if ((await findDetached(dockerd)) !== undefined && !(await engineAnswers(paths.engineSocket, 10_000))) {
    log.warn('the outer engine runs but does not answer: restarting it');
    await stopDetached(dockerd, 5000);
  }
  if ((await findDetached(dockerd)) === undefined) {
    // dockerd refuses to start beside a pid file whose number is in use by anybody.
    await rm(join(paths.run, 'docker.pid'), { force: true });
    log.info({ pid: await startDetached(dockerd) }, 'outer engine started');
  }
  await until(dockerd, () => engineAnswers(paths.engineSocket));
}

/** The two programs of an installation, as they are or would be started. */
export async function enginePrograms(
  instance: Instance,
  cgroups: Cgroups,
): Promise<{ containerd: DetachedProgram; dockerd: DetachedProgram; files: Record<string, string> }> {
  const paths = groundPaths(instance);
  const configFile = join(paths.run, 'dockerd.json');
  const config = {
    'data-root': paths.engineRoot,
    'exec-root': join(paths.run, 'engine'),
    pidfile: join(paths.run, 'docker.pid'),
    hosts: [`unix://${paths.engineSocket}`],
    containerd: paths.containerdSocket,
    'userns-remap': sandboxUser,
    'live-restore': true,
    // Only image builds run on the default bridge; sandboxes are attached to bridges.ts' own.
    bip: `${builderGateway}/28`,
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'userland-proxy': false,
    dns: [gatewayAddress],
    'storage-driver': 'overlay2',
    'log-driver': 'none',
    'log-level': 'warn',
    'cgroup-parent': cgroups.driver === 'systemd' ? `${instance.name}.slice` : `/${instance.name}`,
    'exec-opts': [`native.cgroupdriver=${cgroups.driver}`],
    runtimes: { [sandboxRuntime]: { path: await writeRuntimeWrapper(paths.bin) } },
  };
  const containerdFile = join(paths.run, 'containerd.toml');
  // Plugins that only Kubernetes or other snapshot stores need cost time and write warnings.
  const containerdConfig = `version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.aufs", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]\n`;
  return {
    containerd: {
      name: `${instance.name}-containerd`,
      file: program('containerd'),
      args: [
        ...['--config', containerdFile, '--root', paths.containerdRoot, '--state', join(paths.run, 'containerd')],
        ...['--address', paths.containerdSocket, '--log-level', 'warn'],
      ],
      netns: paths.netns,
      pidFile: join(paths.run, 'containerd.pid'),
      logFile: join(paths.log, 'containerd.log'),
      mark: containerdFile,
    },
    dockerd: {
      name: `${instance.name}-engine`,
      file: program('dockerd'),
      args: ['--config-file', configFile],
      netns: paths.netns,
      pidFile: join(paths.run, 'engine.pid'),
      logFile: join(paths.log, 'engine.log'),
      mark: configFile,
    },
    files: { [configFile]: JSON.stringify(config, null, 2), [containerdFile]: containerdConfig },
  };
}

/** Does an engine answer on the socket? */
export async function engineAnswers(socket: string, timeoutMs = 2000): Promise<boolean> {
  return getOverSocket(socket, '/_ping', timeoutMs).then(
    (answer) => answer.status === 200,
    () => false,
  );
}

/** Waits for `isReady`; throws host_unfit with the end of the program's log when it ended or takes too long. */
async function until(wanted: DetachedProgram, isReady: () => Promise<boolean>): Promise<void> {
  const ended = async (): Promise<boolean> =>
    (await findDetached(wanted)) === undefined && !(await stillStarting(wanted));
  await waitUntil(startTimeoutMs, 25, async () => (await isReady()) || (await ended()));
  if (await isReady()) return;
  const log = (await readFile(wanted.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-12).join('\n');
  throw new AppError('host_unfit', `${wanted.name} does not start. The end of ${wanted.logFile}:\n${log}`);
}

/** Between fork and exec a process still bears nsenter's or its parent's name. */
async function stillStarting(wanted: DetachedProgram): Promise<boolean> {
  await sleep(200);
  return (await findDetached(wanted)) !== undefined;
}
