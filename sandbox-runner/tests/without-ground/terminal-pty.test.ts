import { createHash } from 'node:crypto';
import { lstat, readFile, rm, symlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { replayBytes } from '../../../protocol/terminal.ts';
import { hostPids, ptyClient, ptyHome, type PtyHome } from '../_util/pty-host.ts';
import { until } from '../_util/until.ts';

/** slipway-pty itself, on this machine, over its socket. */
const start = async (home: PtyHome, name = 'main'): Promise<string> => {
  const options = ['--socket', `/.slipway/ipc/terminal-${name}.sock`, '--user', '1000:1000', '--home', '/home/learner'];
  await home.handle.execDetached(['slipway-pty', ...options, '--']);
  return home.socketPath(name);
};

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

test('a shell in a terminal of its own, as the learner, with a sane environment', async () => {
  await using home = await ptyHome();
  const client = await ptyClient(await start(home));
  client.type(
    'id -u; tty; stty size; echo "$TERM $LANG $HOME"; cat /proc/self/oom_score_adj; ls /proc/self/fd | wc -l; ps -o sid= -p $$; echo done-$((6*7))\r',
  );
  await client.sees('done-42');
  const lines = client.text().replaceAll('\x1b[?2004l\r', '').split('\r\n');
  expect(lines).toContain('1000');
  expect(lines).toContain('30 100');
  expect(lines.some((line) => /^\/dev\/pts\/\d+$/.test(line))).toBe(true);
  expect(lines).toContain(`xterm-256color C.UTF-8 ${home.dir}`);
  expect(lines).toContain('4');
});

test('a second start changes nothing and succeeds', async () => {
  await using home = await ptyHome();
  const path = await start(home);
  const client = await ptyClient(path);
  const { epoch } = await client.attached();
  await start(home);
  expect((await (await ptyClient(path)).attached()).epoch).toBe(epoch);
  expect(await hostPids(home.dir)).toHaveLength(1);
});

test('who comes back gets what was missed, once', async () => {
  await using home = await ptyHome();
  const path = await start(home);
  const first = await ptyClient(path);
  first.type('echo one-$((1))\r');
  await first.sees('one-1\r\n');
  const { epoch } = await first.attached();
  const position = Buffer.byteLength(first.text(), 'latin1');
  first.socket.destroy();

  const other = await ptyClient(path, { epoch, position });
  other.type('echo two-$((2))\r');
  await other.sees('two-2');
  expect(await other.attached()).toMatchObject({ epoch, from: position, lost: 0 });
  expect(other.text()).not.toContain('one-1');

  const fresh = await ptyClient(path, { epoch: 'f'.repeat(32), position: 5 });
  await fresh.sees('two-2');
  expect(fresh.text()).toContain('one-1');
  expect((await fresh.attached()).from).toBe(0);
});

test('output without a client goes on; what is gone is counted, and the rest begins with a whole line', async () => {
  await using home = await ptyHome();
  const path = await start(home);
  const first = await ptyClient(path);
  const { epoch } = await first.attached();
  await first.sees('$');
  first.type('seq -f "line %.0f" 200000; echo all-$((1))\r');
  await first.sees('line 1\r\n');
  const position = Buffer.byteLength(first.text(), 'latin1');
  first.socket.destroy();

  const later = await until('all output', async () => {
    const client = await ptyClient(path, { epoch, position });
    await client.attached();
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (client.text().includes('all-1\r\n')) return client;
    client.socket.destroy();
    return undefined;
  });
  const attached = await later.attached();
  expect(attached.lost).toBe(attached.from - position);
  expect(attached.lost).toBeGreaterThan(0);
  expect(attached.replayUntil - attached.from).toBeLessThanOrEqual(replayBytes);
  expect(attached.replayUntil - attached.from).toBeGreaterThan(replayBytes - 100);
  expect(later.text()).toMatch(/^line \d+\r\n/);
});

test('a client that does not read makes programs wait, and Ctrl-C still ends them', async () => {
  await using home = await ptyHome();
  const path = await start(home);
  const client = await ptyClient(path);
  await client.sees('$');
  client.socket.pause();
  client.type('yes\r');
  const [pid] = await hostPids(home.dir);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const ticks = async (): Promise<number> => Number((await readFile(`/proc/${pid}/stat`, 'utf8')).split(' ')[14]);
  const before = await ticks();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect((await ticks()) - before).toBeLessThan(5);
  const memory = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  expect(Number(memory)).toBeLessThan(4000);

  client.type('\x03');
  client.socket.resume();
  await client.sees('^C');
  client.type('echo over-$?\r');
  await client.sees('over-130');
  expect(client.text().length).toBeLessThan(2_000_000);
});

test('one viewer that does not read does not hold up another; it is cut off when its place in the past is gone', async () => {
  await using home = await ptyHome();
  const path = await start(home);
  const [slow, fast] = [await ptyClient(path), await ptyClient(path)];
  await fast.sees('$');
  slow.socket.pause();
  fast.type('seq 500000; echo all-$((1))\r');
  await fast.sees('all-1');
  slow.socket.resume();
  await until('cut off', () => slow.isClosed);
  expect(fast.isClosed).toBe(false);
});

test('the end of the shell is told with its code, after all of its output', async () => {
  await using home = await ptyHome();
  const path = await start(home);
  const client = await ptyClient(path);
  await client.sees('$');
  client.type('seq 20000; echo last; exit 7\r');
  await until('exited', () => client.frames.at(-1)?.type === 'exited');
  expect(client.frames.at(-1)).toEqual({ type: 'exited', code: 7 });
  expect(client.text()).toContain('20000\r\nlast\r\n');
  await until('socket gone', async () => !(await exists(path)));
  expect(await hostPids(home.dir)).toEqual([]);
});

test('a shell that ended with nobody there tells it to who comes next', async () => {
  await using home = await ptyHome(['/bin/sh', '-c', 'sleep 0.2; echo bye; kill -9 $$']);
  const path = await start(home);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const client = await ptyClient(path);
  await until('exited', () => client.frames.at(-1)?.type === 'exited');
  expect(client.text()).toBe('bye\r\n');
  expect(client.frames.at(-1)).toEqual({ type: 'exited', code: 137 });
});

test('a program left behind that floods the terminal does not keep its end from being told', async () => {
  await using home = await ptyHome(['/bin/sh', '-c', "trap '' HUP; yes & sleep 0.2"]);
  const client = await ptyClient(await start(home));
  await until('exited', () => client.frames.at(-1)?.type === 'exited');
});

test('a command that does not exist says so', async () => {
  await using home = await ptyHome(['/no/such/shell']);
  const client = await ptyClient(await start(home));
  await until('exited', () => client.frames.at(-1)?.type === 'exited');
  expect(client.text()).toContain("can't start /no/such/shell: No such file or directory");
  expect(client.frames.at(-1)).toEqual({ type: 'exited', code: 127 });
});

test('a shell that closes its own terminal costs nothing and is still there', async () => {
  await using home = await ptyHome([
    '/bin/sh',
    '-c',
    'exec </dev/null >/dev/null 2>&1; sleep 3; echo back >/dev/tty; sleep 1',
  ]);
  const client = await ptyClient(await start(home));
  const [pid] = await hostPids(home.dir);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const [, , , , , , , , , , , , , user, system] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(' ').map(Number);
  expect((user ?? 0) + (system ?? 0)).toBeLessThan(10);
  await client.sees('back');
});

test.each([
  ['noise', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['an endless frame', Buffer.from('A\xff\xff\xff\xff', 'latin1')],
  ['input before an attach', Buffer.from('I\0\0\0\x02ls', 'latin1')],
  ['a short attach', Buffer.from('A\0\0\0\x01x', 'latin1')],
  ['a question before an attach', Buffer.from('F\0\0\0\0', 'latin1')],
])('a client that sends %s is cut off, others are not', async (_, bytes) => {
  await using home = await ptyHome();
  const path = await start(home);
  const good = await ptyClient(path);
  const bad = connect(path);
  bad.on('error', () => undefined);
  const closed = new Promise((resolve) => bad.once('close', resolve));
  bad.write(bytes);
  bad.resume();
  await closed;
  good.type('echo fine-$((1))\r');
  await good.sees('fine-1');
});

test('many connections that say nothing take nobody the place', async () => {
  await using home = await ptyHome();
  const path = await start(home);
  const first = await ptyClient(path);
  const idle = Array.from({ length: 40 }, () =>
    connect(path)
      .on('error', () => undefined)
      .resume(),
  );
  const second = await ptyClient(path);
  second.type('echo two-$((2))\r');
  await first.sees('two-2');
  idle.forEach((socket) => socket.destroy());
});

test('a long paste arrives whole, in order', async () => {
  await using home = await ptyHome(['/bin/sh', '-c', 'stty -echo -icanon; echo ready; head -c 300000 | md5sum']);
  const client = await ptyClient(await start(home));
  await client.sees('ready');
  const text = Array.from({ length: 60_000 }, (_, i) => String(i % 100_000).padStart(5, '0')).join('');
  for (let at = 0; at < text.length; at += 60_000) client.type(text.slice(at, at + 60_000));
  await client.sees(createHash('md5').update(text).digest('hex'));
});

test('who reads what is typed: the shell at its prompt, busy, or a program by its name', async () => {
  await using home = await ptyHome();
  const client = await ptyClient(await start(home));
  await client.hasInFront('prompt');
  client.type('sleep 1000\r');
  expect(await client.hasInFront('program')).toBe('sleep');
  client.type('\x03');
  await client.hasInFront('prompt');
  // A builtin and a loop of builtins: the shell itself, but not at its prompt.
  client.type('read word\r');
  await client.hasInFront('busy');
  client.type('x\r');
  await client.hasInFront('prompt');
  // The leader of this pipeline has ended when its second part is asked for.
  client.type('true | tail -f /dev/null\r');
  await until('tail in front', async () => (await client.hasInFront('program')) === 'tail');
  client.type('\x1a');
  await client.hasInFront('prompt');
  client.type('exec cat\r');
  expect(await client.hasInFront('program')).toBe('cat');
});

test('what is half typed, or goes on in a second line, is still the prompt', async () => {
  await using home = await ptyHome();
  const client = await ptyClient(await start(home));
  await client.sees('$');
  client.type('for i in 1 2; do\r');
  await client.sees('> ');
  await client.hasInFront('prompt');
});

test('hanging up ends the shell and what it runs', async () => {
  await using home = await ptyHome();
  const client = await ptyClient(await start(home));
  await client.sees('$');
  client.type('sleep 4321\r');
  await client.hasInFront('program');
  client.hangUp();
  await until('exited', () => client.frames.at(-1)?.type === 'exited');
  expect(client.frames.at(-1)).toEqual({ type: 'exited', code: 129 });
});

test('when the socket was taken away and nobody is attached, the terminal ends', async () => {
  await using home = await ptyHome();
  const path = await start(home);
  await rm(path);
  await symlink('/etc/passwd', path);
  await until('gone', async () => (await hostPids(home.dir)).length === 0, 25_000);
  expect((await lstat(path)).isSymbolicLink()).toBe(true);
});

test('what lies in the place of the socket is replaced', async () => {
  await using home = await ptyHome();
  await symlink('/etc/passwd', home.socketPath('main'));
  await (await ptyClient(await start(home))).attached();
  expect((await lstat(home.socketPath('main'))).isSocket()).toBe(true);
  expect((await lstat('/etc/passwd')).isFile()).toBe(true);
});
