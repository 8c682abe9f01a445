import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExecResult } from '../sandbox/sandbox-handle.ts';
import { bystander, untouched, type Bystander } from './_util/bystander.ts';
import { attempts, prelude } from './_util/escape-attempts.ts';
import { testRunner, type TestRunner } from './_util/test-runner.ts';

/**
 * What a learner who is root in the sandbox, and means harm, is refused; as root of a privileged container of its engine as
 * well. An attempt says itself what became of it, and only what was refused for want of a right counts as refused.
 */
let runner: TestRunner;
let attacker: string;
let victim: string;
let host: Bystander;

const asRoot = (script: string): Promise<ExecResult> => runner.sh(attacker, script, { user: '0:0', timeoutMs: 30_000 });
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const places = {
  'as root': asRoot,
  'as root of a privileged container': (script: string) =>
    asRoot(`docker exec wild chroot /outer bash -c ${quoted(script)}`),
} as const;

beforeAll(async () => {
  runner = await testRunner();
  [attacker, victim] = (
    await Promise.all([runner.client.create({ presentImages: ['busybox'] }), runner.client.create()])
  ).map((s) => s.id) as [string, string];
  // The container's own /dev, with all nodes that the engine gives a privileged one, in its view of the sandbox.
  const { exitCode, stderr } = await asRoot(
    `docker run -d --name wild --privileged --pid=host --cgroupns=host -v /:/outer busybox sleep 100000 &&
      docker exec wild mount -o rbind /dev /outer/dev`,
  );
  expect([exitCode, stderr]).toEqual([0, '']);
  // Of a number that no process in the sandbox has.
  do host = bystander();
  while ((await asRoot(`[ -e /proc/${host.pid} ]`)).exitCode === 0);
});

afterAll(async () => {
  host[Symbol.dispose]();
  await runner[Symbol.asyncDispose]();
});

test('the tools of the attempts are there, and root is only root inside', async () => {
  const { stdout, exitCode } = await asRoot(
    'which mknod mount perl dmesg unshare nsenter curl && id -u && cat /proc/self/uid_map',
  );
  expect(exitCode).toBe(0);
  const [inside, outside, count] = (stdout.trim().split('\n').at(-1) ?? '').trim().split(/\s+/).map(Number);
  expect([inside, count]).toEqual([0, 65536]);
  expect(outside).toBe(runner.ground.mappedRoot.uid);
});

for (const [place, run] of Object.entries(places)) {
  test(`${place}: what is not refused is noticed`, async () => {
    const { stdout } = await run(`${prelude(host)}
      try true; try 'cat /nowhere'; on 'cat FILE' /nowhere /nothing; on 'cat FILE' /nowhere /etc/hostname
      try "call '${process.arch === 'arm64' ? 172 : 39}'"; echo kept > /root/kept; on 'echo > FILE' /root/kept`);
    expect(linesOf(stdout).map((line) => line.split(/[ :]/, 2).join(' '))).toEqual([
      ...['BREACH true', 'UNCLEAR cat', 'MISSING /nowhere', 'BREACH cat', 'BREACH call', 'BREACH echo'],
    ]);
  });

  for (const { name, script } of attempts) {
    test(`refused ${place}: ${name}`, async () => {
      const { stdout, stderr } = await run(prelude(host) + script);
      const lines = linesOf(stdout);
      expect(lines.filter((line) => !line.startsWith('REFUSED') && !isOfNoKernelHere(line))).toEqual([]);
      expect(lines.length, stderr).toBeGreaterThan(0);
      expect(await host.state()).toEqual(untouched);
    });
  }
}

function linesOf(stdout: string): string[] {
  return stdout.split('\n').filter((line) => line.trim() !== '');
}

/** What is missing of the kernel's own files on the host as well is no wall, and can't be tried on this machine. */
function isOfNoKernelHere(line: string): boolean {
  const [word, ...files] = line.trim().split(' ');
  return word === 'MISSING' && files.every((file) => /^\/(proc|sys\/module)\//.test(file) && !existsSync(file));
}

test('the network ends at the gateway: not the host, its site or runner, metadata, private ranges, or another sandbox', async () => {
  const web = createServer((_request, response) => response.end('the host')).listen(0, '0.0.0.0');
  try {
    const address = web.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const own = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((i) => i.family === 'IPv4')
      .map((i) => i.address);
    const other = (await runner.sh(victim, "ip -4 -o addr show eth0 | awk '{print $4}' | cut -d/ -f1")).stdout.trim();
    expect(other).toMatch(/^10\.213\./);
    const targets = [
      ...own.map((ip) => `${ip}:${port}`),
      ...own.map((ip) => `${ip}:${runner.client.port}`),
      `10.212.0.1:${port}`,
      `10.212.0.1:${runner.client.port}`,
      '10.212.0.1:5001',
      '169.254.169.254:80',
      '10.0.0.1:80',
      '172.16.0.1:80',
      '192.168.0.1:80',
      `${other}:22`,
      `${other}:2375`,
    ];
    const script = targets.map((t) => `curl -s -o /dev/null -m 2 http://${t}/ && echo REACHED ${t}`).join('; ');
    const { stdout } = await runner.sh(
      attacker,
      `${script}; ping -c1 -W1 ${other} >/dev/null 2>&1 && echo REACHED ping; true`,
      { user: '0:0' },
    );
    // 127.0.0.1 in the list of own addresses is the sandbox's own loopback: nothing listens there either.
    expect(stdout).toBe('');
  } finally {
    web.close();
  }
});

test('a listening sandbox is not reachable from its neighbour, even by a forged neighbour entry', async () => {
  await runner.sh(
    victim,
    'perl -MIO::Socket::INET -e \'my $s = IO::Socket::INET->new(LocalPort => 8088, Listen => 5, ReuseAddr => 1); if (fork == 0) { while (my $c = $s->accept) { print $c "HTTP/1.0 200 OK\\r\\n\\r\\nvictim"; close $c } }\' >/dev/null 2>&1 &',
  );
  const { stdout: address } = await runner.sh(
    victim,
    "ip -4 -o addr show eth0 | awk '{print $4}' | cut -d/ -f1; cat /sys/class/net/eth0/address",
  );
  const [ip, mac] = address.trim().split('\n');
  const local = await runner.sh(
    victim,
    'curl -s -m 3 --retry 5 --retry-connrefused --retry-delay 1 http://127.0.0.1:8088/',
  );
  expect(local.stdout).toBe('victim');
  const forged = await runner.sh(
    attacker,
    `ip route add ${ip}/32 dev eth0; ip neigh replace ${ip} lladdr ${mac} dev eth0; curl -s -m 3 http://${ip}:8088/`,
    { user: '0:0' },
  );
  expect(forged.stdout).toBe('');
});

test('the classroom registry can be read and not written', async () => {
  const pulled = await runner.sh(attacker, 'docker pull -q hello-world');
  expect(pulled.stdout).toContain('hello-world');
  const upload =
    'curl -s -o /dev/null -w "%{http_code}" -X POST http://10.212.0.1:5000/v2/library/hello-world/blobs/uploads/';
  expect((await runner.sh(attacker, upload)).stdout).toBe('405');
});
