import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../protocol/ids.ts';
import { expect, test } from 'vitest';
import { AppError } from '../../protocol/errors.ts';
import { clearGround } from '../host/clear-ground.ts';
import { run, runIn } from '../host/command.ts';
import type { Ground } from '../host/ground.ts';
import { groundPaths, instanceOf } from '../host/instance.ts';
import { layGround } from '../host/lay-ground.ts';
import { gatewayAddress } from '../host/namespace.ts';
import { sandboxUserIds } from '../host/subordinate-ids.ts';
import { createLogger } from '../logger.ts';
import { hostNetwork, tracesOf } from './_util/machine.ts';
import { searchPath, testConfig, testDataDir, testEnv } from './_util/test-config.ts';
import { until } from './_util/until.ts';

const instance = instanceOf(testDataDir);
const paths = groundPaths(instance);
const root = join(import.meta.dirname, '../..');

async function lay(): Promise<Ground & AsyncDisposable> {
  const config = testConfig();
  const ground = await layGround({
    config,
    logger: createLogger(config),
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  return { ...ground, [Symbol.asyncDispose]: () => ground.release() };
}

/** A process of its own that holds the ground, as a runner does. */
async function holder(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox-runner/tests/_util/ground-holder.ts'], {
    cwd: root,
    env: { ...testEnv(), SLIPWAY_TEST_DATA: testDataDir, PATH: searchPath },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the holder ended'))),
  ]);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Whom an engine asks for images that its mirror does not have. */
const dockerHub = ['registry-1.docker.io', 'auth.docker.io', 'index.docker.io', 'production.cloudflare.docker.com'];
/** Asks the gateway for a name that it knows and for some that it does not. */
const resolveNames = `
  const resolver = new (require('node:dns').promises.Resolver)({ timeout: 2000, tries: 2 });
  resolver.setServers(['${gatewayAddress}']);
  const names = ${JSON.stringify(['packages.slipway', 'example.org', ...dockerHub])};
  Promise.all(names.map((name) => resolver.resolve4(name).then(([a]) => a, (e) => e.code)))
    .then((all) => console.log(JSON.stringify(all)));`;

async function enginePids(): Promise<string[]> {
  const files = ['containerd.pid', 'engine.pid', 'registry-reader.pid', 'gateway.pid'];
  return Promise.all(files.map((file) => readFile(join(paths.run, file), 'utf8')));
}

/** A sandbox as the runner makes one, but without its own network: there only has to be something to clear. */
async function startSandbox(ground: Ground, name: string): Promise<string> {
  await ground.storage.create(name);
  const env = { DOCKER_HOST: `unix://${ground.engineSocket}`, DOCKER_CONFIG: join(paths.run, 'docker-client') };
  const { stdout } = await run(
    'docker',
    [
      ...['run', '--detach', '--name', name, '--runtime', ground.runtime, '--cap-add', 'ALL', '--read-only'],
      ...['--security-opt', `seccomp=${ground.seccompProfile}`, '--security-opt', 'apparmor=unconfined'],
      ...[
        '--security-opt',
        'systempaths=unconfined',
        '--tmpfs',
        '/tmp:exec',
        '--tmpfs',
        '/run:exec',
        '--log-driver',
        'none',
      ],
      ...['--volume', `${ground.storage.path(name)}:/.slipway`, ground.sandboxImage],
    ],
    { env },
  );
  return stdout.trim();
}

test('a killed runner’s ground is adopted: the same engine, containerd and registry', async () => {
  const child = await holder();
  const before = await enginePids();
  await kill(child);
  await using ground = await lay();
  expect(await enginePids()).toEqual(before);
  expect(ground.sandboxImage).toMatch(/^sha256:[0-9a-f]{64}$/);
  for (const image of ['hello-world', 'busybox:latest', 'debian:13']) {
    expect(await ground.imageDigest(image), image).toMatch(/^sha256:[0-9a-f]{64}$/);
  }
  expect(await ground.imageDigest('nowhere')).toBeUndefined();
});

test('a second runner on one data directory is refused, and so is clearing it', async () => {
  await using ground = await lay();
  expect(ground.instance).toEqual(instance);
  const refusal = await lay().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`process ${process.pid}`) as string,
  });
  const clear = await run('env', ['--', process.execPath, '--import', 'tsx', 'sandbox-runner/clear-ground-main.ts'], {
    env: { ...testEnv(), PWD: root },
    allowFailure: true,
  });
  expect(clear.exitCode).toBe(1);
});

test('a registry and a gateway that were killed are started again, and what runs is left alone', async () => {
  await using ground = await lay();
  const pidOf = async (name: string): Promise<number> => Number(await readFile(join(paths.run, `${name}.pid`), 'utf8'));
  const names = ['registry-reader', 'registry-pushes', 'gateway'];
  const before = await Promise.all(names.map(pidOf));
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await until('all ended', () => before.every((pid) => !existsSync(`/proc/${pid}/cmdline`)));

  await ground.keepServices();
  const after = await Promise.all(names.map(pidOf));
  for (const pid of after) expect(before).not.toContain(pid);
  const { stdout } = await runIn(paths.netns, 'env', [process.execPath, '-e', resolveNames], { timeoutMs: 20_000 });
  expect(JSON.parse(stdout)).toContain(gatewayAddress);
  expect(await ground.imageDigest('hello-world')).toMatch(/^sha256:/);

  await ground.keepServices();
  expect(await Promise.all(names.map(pidOf))).toEqual(after);
});

test('what learners send to the gateway reaches a process that is not root', async () => {
  await using ground = await lay();
  expect(ground.instance).toEqual(instance);
  const { uid, gid } = await sandboxUserIds();
  const pid = (await readFile(join(paths.run, 'gateway.pid'), 'utf8')).trim();
  const [server = '', ...others] = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
  expect(others).toEqual([]);
  const status = await readFile(`/proc/${server}/status`, 'utf8');
  const line = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(status)?.[1]?.trim() ?? 'none';
  expect(line('Uid').split('\t')).toEqual(Array(4).fill(String(uid)));
  expect(line('Gid').split('\t')).toEqual(Array(4).fill(String(gid)));
  expect(line('Groups')).toBe('');
  expect(line('CapEff')).toBe('0000000000000000');
  // The sockets are the server's alone.
  const { stdout } = await runIn(paths.netns, 'ss', ['-Hlnptu', 'src', gatewayAddress]);
  const owners = stdout
    .trim()
    .split('\n')
    .filter((row) => !row.includes(':5000 '))
    .map((row) => /pid=(\d+)/.exec(row)?.[1]);
  expect(new Set(owners)).toEqual(new Set([server]));
});

test('sandboxes see a gateway with three ports, and nothing else', async () => {
  await using ground = await lay();
  expect(ground.instance).toEqual(instance);
  const inside = (script: string): Promise<{ exitCode: number; stdout: string }> =>
    runIn(paths.netns, 'bash', ['-c', script], { allowFailure: true, timeoutMs: 20_000 });
  const mirror = await inside(
    `curl -sS -m 15 -H 'Host: packages.slipway' http://${gatewayAddress}/debian/dists/trixie/InRelease | head -3`,
  );
  expect(mirror.stdout).toContain('BEGIN PGP SIGNED MESSAGE');
  const names = await runIn(paths.netns, 'env', [process.execPath, '-e', resolveNames], { timeoutMs: 20_000 });
  // No request for Docker Hub leaves the machine: it has no name here, and there is no route (below).
  expect(JSON.parse(names.stdout)).toEqual(['10.212.0.1', 'ENOTFOUND', ...dockerHub.map(() => 'ENOTFOUND')]);
  const hub = await inside(`curl -sS -m 5 http://${gatewayAddress}:5000/v2/library/alpine/manifests/latest`);
  expect(hub.stdout).toContain('MANIFEST_UNKNOWN');
  const registry = await inside(`curl -sS -m 5 http://${gatewayAddress}:5000/v2/library/hello-world/tags/list`);
  expect(JSON.parse(registry.stdout)).toMatchObject({
    name: 'library/hello-world',
    tags: expect.arrayContaining(['latest']) as string[],
  });
  const upload = await inside(
    `curl -sS -m 5 -o /dev/null -w '%{http_code}' -X POST http://${gatewayAddress}:5000/v2/library/evil/blobs/uploads/`,
  );
  expect(upload.stdout).toBe('405');
  const rules = (await inside('iptables-save')).stdout;
  expect(rules).toContain(':INPUT DROP');
  expect(rules).toContain(':FORWARD DROP');
  expect((await inside('ip route show default')).stdout).toBe('');
  expect((await inside('sysctl -n net.ipv4.ip_forward')).stdout.trim()).toBe('0');
  const { stdout: links } = await inside('ip -brief link');
  expect(links.split('\n').filter((line) => line !== '' && !/^(lo|docker0|br-|slot\d+|v)/.test(line))).toEqual([]);
});

test('a cleared ground leaves nothing, whatever state a crash left it in, and the host’s network as it was', async () => {
  const before = await hostNetwork();
  const child = await holder();
  await kill(child);
  const ground = await lay();
  const name = `crashed-${newId()}`;
  const id = await startSandbox(ground, name);
  expect((await tracesOf(instance)).length).toBeGreaterThan(10);
  expect(await hostNetwork()).toBe(before);
  // Worse than a killed runner: the engine and containerd are gone as well, and the sandbox runs on.
  const engine = await enginePids();
  for (const pid of engine) process.kill(Number(pid), 'SIGKILL');
  await until('they are gone', () => !engine.some((pid) => existsSync(`/proc/${pid.trim()}/exe`)));
  await ground.release();
  await clearGround(instance, () => undefined);
  expect(await tracesOf(instance)).toEqual([]);
  expect(await hostNetwork()).toBe(before);
  await clearGround(instance, () => undefined);

  // And from there it is laid again, with the sandbox's remains to be removed.
  await using again = await lay();
  expect(await again.storage.list()).toContain(name);
  const env = { DOCKER_HOST: `unix://${again.engineSocket}`, DOCKER_CONFIG: join(paths.run, 'docker-client') };
  await run('docker', ['rm', '--force', id], { env });
  await again.storage.remove(name);
});

test('an engine that is killed comes back and its sandbox lives on', async () => {
  const ground = await lay();
  const name = `survivor-${newId()}`;
  const id = await startSandbox(ground, name);
  const env = { DOCKER_HOST: `unix://${ground.engineSocket}`, DOCKER_CONFIG: join(paths.run, 'docker-client') };
  const pid = async (): Promise<string> =>
    (await run('docker', ['inspect', '--format', '{{.State.Pid}} {{.State.Running}}', id], { env })).stdout;
  const before = await pid();
  expect(before).toContain('true');
  for (const engine of (await enginePids()).slice(0, 2)) process.kill(Number(engine), 'SIGKILL');
  await ground.release();
  await using again = await lay();
  expect(again.engineSocket).toBe(ground.engineSocket);
  expect(await pid()).toBe(before);
  await run('docker', ['rm', '--force', id], { env });
  await ground.storage.remove(name);
});

test('a sandbox can’t make subvolumes, whose content its quota would not count', async () => {
  await using ground = await lay();
  const name = `subvolumes-${newId()}`;
  const id = await startSandbox(ground, name);
  const env = { DOCKER_HOST: `unix://${ground.engineSocket}`, DOCKER_CONFIG: join(paths.run, 'docker-client') };
  // BTRFS_IOC_SUBVOL_CREATE, and the same number in a register whose upper half the kernel does not look at.
  const script = `for my $call (0x5000940e, 0x5000940e | 1 << 32) {
    open(my $dir, '<', '/.slipway/home') or die; my $name = pack('q a4088', 0, 'sub');
    print ioctl($dir, $call, $name) ? 'made' : $!, ';' }`;
  const { stdout } = await run('docker', ['exec', id, 'perl', '-e', script], { env });
  await run('docker', ['rm', '--force', id], { env });
  await ground.storage.remove(name);
  expect(stdout).toBe('Operation not permitted;Operation not permitted;');
});

test('close ends everything in order', async () => {
  const ground = await lay();
  await ground.close();
  expect(await tracesOf(instance)).toEqual([]);
});
