import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testRunner, type TestRunner } from './_util/test-runner.ts';

/**
 * What a learner who is root in the sandbox, and means harm, is refused. Every attempt first proves that its tool is
 * there, and is judged by what it did, not by what it printed.
 */
interface Attempt {
  readonly name: string;
  /** Exit code 0, or the word BREACH in its output: the wall did not hold. */
  readonly script: string;
}

const hostDevice = `dev=$(awk '$5=="/etc/hosts"{print $3; exit}' /proc/self/mountinfo); major=\${dev%:*}; minor=\${dev#*:}`;

const attempts: readonly Attempt[] = [
  {
    name: 'make a block device of the host disk',
    script: `${hostDevice}; mknod /tmp/disk b 254 0 || mknod /root/disk b $major $minor`,
  },
  { name: 'make a character device', script: 'mknod /root/mem c 1 1' },
  {
    name: 'mount the host disk',
    script: 'for d in vda sda nvme0n1 loop0 loop1; do mount /dev/$d /mnt && exit 0; done; exit 1',
  },
  {
    name: 'mount a file system that needs the real root',
    script: 'for t in devtmpfs debugfs tracefs securityfs configfs; do mount -t $t none /mnt && exit 0; done; exit 1',
  },
  { name: 'open a loop device', script: 'truncate -s 1M /root/f; losetup -f /root/f' },
  {
    name: 'load a kernel module',
    script:
      'printf x > /root/x.ko; perl -e \'open F, "<", "/root/x.ko"; exit(syscall(313, fileno(F), "", 0) == 0 ? 0 : 1)\'',
  },
  { name: 'write core_pattern', script: 'echo "|/bin/true" > /proc/sys/kernel/core_pattern' },
  { name: 'write modprobe', script: 'echo /bin/true > /proc/sys/kernel/modprobe' },
  { name: 'use sysrq', script: 'echo h > /proc/sysrq-trigger' },
  {
    name: 'write a release_agent',
    script:
      'for f in /sys/fs/cgroup/release_agent /sys/fs/cgroup/*/release_agent; do [ -e $f ] && echo /bin/true > $f && exit 0; done; exit 1',
  },
  {
    name: 'mount a cgroup hierarchy with a release_agent',
    script: 'mkdir -p /tmp/cg; mount -t cgroup -o memory cgroup /tmp/cg && echo /bin/true > /tmp/cg/release_agent',
  },
  {
    name: 'raise its memory limit',
    script:
      'for f in /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max; do [ -e $f ] && echo 8000000000 > $f && exit 0; done; exit 1',
  },
  {
    name: 'raise its limit on processes',
    script:
      'for f in /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max; do [ -e $f ] && echo max > $f && exit 0; done; exit 1',
  },
  {
    name: 'raise its share of CPU',
    script:
      'for f in /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu.max; do [ -e $f ] && { echo -1 > $f || echo max > $f; } && exit 0; done; exit 1',
  },
  {
    name: 'take over the files of its own limits',
    script:
      'chown 0:0 /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null && chmod 666 /sys/fs/cgroup/memory*/memory.limit_in_bytes',
  },
  {
    name: 'leave its cgroup',
    script:
      'for f in /sys/fs/cgroup/../cgroup.procs /sys/fs/cgroup/memory/../cgroup.procs; do [ -e $f ] && echo $$ > $f && exit 0; done; exit 1',
  },
  {
    name: "read the host's kernel log",
    script:
      'dmesg > /tmp/log 2>/dev/null && [ -s /tmp/log ] && exit 0; timeout 2 head -c 10 /dev/kmsg && exit 0; timeout 2 head -c 10 /proc/kmsg',
  },
  { name: "read the kernel's memory", script: 'head -c 8 /proc/kcore | grep -q .' },
  { name: 'see kernel addresses', script: "awk '$1 !~ /^0+$/ {found=1} END {exit !found}' /proc/kallsyms" },
  { name: 'set the clock', script: 'date -s "2030-01-01 00:00:00"' },
  {
    name: 'switch a security module off',
    script: 'echo 0 > /sys/module/apparmor/parameters/enabled || echo 0 > /sys/fs/selinux/enforce',
  },
  {
    name: 'change global kernel settings',
    script: 'sysctl -qw vm.overcommit_memory=1 || sysctl -qw kernel.panic=1 || sysctl -qw fs.file-max=99999',
  },
  { name: 'reboot', script: "perl -e 'exit(syscall(169, 0xfee1dead, 672274793, 0, 0) == 0 ? 0 : 1)'" },
  { name: 'load a BPF program', script: 'perl -e \'exit(syscall(321, 5, "\\0" x 128, 128) >= 0 ? 0 : 1)\'' },
  {
    name: 'make a nested subvolume, which would have a quota of its own',
    script:
      'perl -e \'open D, "<", "/.slipway"; my $a = pack("q a4088", 0, "nested"); exit(ioctl(D, 0x5000940e, $a) ? 0 : 1)\'; code=$?; [ -d /.slipway/nested ] && echo BREACH; exit $code',
  },
  {
    name: 'the same with junk in the upper half of the ioctl number',
    script:
      'perl -e \'open D, "<", "/.slipway"; my $a = pack("q a4088", 0, "nested2"); exit(syscall(16, fileno(D), 0xdead00005000940e, $a) == 0 ? 0 : 1)\'; code=$?; [ -d /.slipway/nested2 ] && echo BREACH; exit $code',
  },
  {
    name: 'see processes that are not its own',
    script:
      'n=0; for p in /proc/[0-9]*; do tr "\\0" " " < $p/cmdline | grep -qE "[v]itest|[s]andbox-runner|[p]ostgres" && n=1; done; [ $n = 1 ]',
  },
  {
    name: 'signal or trace a process of the host',
    script:
      'kill -0 99999 2>/dev/null && exit 0; ls /proc/1/root/.slipway >/dev/null && [ -e /proc/1/root/work ] && exit 0; exit 1',
  },
];

let runner: TestRunner;
let attacker: string;
let victim: string;

beforeAll(async () => {
  runner = await testRunner();
  [attacker, victim] = (
    await Promise.all([runner.client.create({ presentImages: ['busybox'] }), runner.client.create()])
  ).map((s) => s.id) as [string, string];
});

afterAll(async () => {
  await runner.close();
});

test('the tools of the attempts are there, and root is only root inside', async () => {
  const { stdout, exitCode } = await runner.sh(
    attacker,
    'which mknod mount perl losetup dmesg sysctl curl && id -u && cat /proc/self/uid_map',
    { user: '0:0' },
  );
  expect(exitCode).toBe(0);
  const [inside, outside, count] = (stdout.trim().split('\n').at(-1) ?? '').trim().split(/\s+/).map(Number);
  expect([inside, count]).toEqual([0, 65536]);
  expect(outside).toBe(runner.ground.mappedRoot.uid);
});

for (const { name, script } of attempts) {
  test(`refused: ${name}`, async () => {
    const { exitCode, stdout } = await runner.sh(attacker, script, { user: '0:0', timeoutMs: 20_000 });
    expect({ exitCode: exitCode === 0 ? 0 : 'refused', breach: stdout.includes('BREACH') }).toEqual({
      exitCode: 'refused',
      breach: false,
    });
  });
}

test('refused as well from a privileged container of its own engine', async () => {
  const inside =
    'mount -t devtmpfs none /mnt; mknod /disk b 254 0; echo "|/x" > /proc/sys/kernel/core_pattern; echo h > /proc/sysrq-trigger';
  const { stdout } = await runner.sh(
    attacker,
    `docker run --rm --privileged -v /:/outer busybox sh -c '(${inside}) 2>/dev/null; ls /mnt | wc -l; ls -l /disk 2>/dev/null | wc -l; cat /proc/sys/kernel/core_pattern'`,
  );
  const [mounted, device, pattern] = stdout.trim().split('\n');
  expect({ mounted, device }).toEqual({ mounted: '0', device: '0' });
  expect(pattern).not.toBe('|/x');
});

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
