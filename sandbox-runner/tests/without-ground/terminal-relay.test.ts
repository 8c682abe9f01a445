import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ackWindowBytes, maxInputFrameBytes, maxTerminals } from '../../../protocol/terminal.ts';
import { createTerminals } from '../../terminal/terminals.ts';
import { pino } from 'pino';
import { hostPids, ptyHome } from '../_util/pty-host.ts';
import { relay, size } from '../_util/relay.ts';
import { until } from '../_util/until.ts';

test('attach starts the terminal; typing, resizing, and activity', async () => {
  await using it = await relay();
  const browser = await it.attached();
  expect(it.terminals.lastActivityMs).toBeUndefined();
  browser.send({ type: 'resize', cols: 123, rows: 45 });
  browser.type('\x1b[1;1R');
  await browser.sees('$');
  expect(it.terminals.lastActivityMs).toBeUndefined();
  const beganMs = Date.now();
  browser.type('\x15stty size; echo done-$((1))\r');
  await browser.sees('done-1');
  expect(browser.text()).toContain('45 123');
  expect(it.terminals.lastActivityMs).toBeGreaterThanOrEqual(beganMs);
});

test('a reconnect goes on at the position, and types nothing twice', async () => {
  await using it = await relay();
  const first = await it.attached();
  first.type('echo one-$((1))\r');
  await first.sees('one-1\r\n');
  const { epoch } = await first.message('attached');
  const { position } = first;
  first.socket.terminate();

  const second = await it.browser();
  second.send({ type: 'attach', ...size, have: { epoch, position } });
  second.type('dropped, since not attached yet');
  const attached = await second.message('attached');
  expect(attached).toMatchObject({ epoch, from: position, lost: 0 });
  second.type('echo two-$((2))\r');
  await second.sees('two-2');
  expect(second.text()).not.toContain('one-');
  expect(second.text()).not.toContain('dropped');
  expect(it.home.starts).toBe(1);
});

test('no more than the window goes out unacknowledged, and it goes on after', async () => {
  await using it = await relay();
  const browser = await it.attached();
  await browser.sees('$');
  browser.acknowledges = false;
  const began = browser.position;
  browser.type('seq 400000; echo all-$((1))\r');
  await until('the window is full', () => browser.position - began >= ackWindowBytes - 4096);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(browser.position).toBeLessThanOrEqual(began + ackWindowBytes);
  const before = browser.position;
  browser.acknowledges = true;
  browser.send({ type: 'ack', position: before });
  await browser.sees('all-1');
  expect(browser.text()).toContain('399999\r\n400000\r\n');
});

test('Ctrl-C stops what floods', async () => {
  await using it = await relay();
  const browser = await it.attached();
  await browser.sees('$');
  browser.type('yes\r');
  await until('flood', () => browser.position > 3_000_000);
  browser.type('\x03');
  await browser.sees('^C');
  browser.type('echo over-$?\r');
  await browser.sees('over-130');
});

test('two viewers see the same, and one that stalls does not hold up the other', async () => {
  await using it = await relay();
  const [a, b] = [await it.attached(), await it.attached()];
  await a.sees('$');
  a.acknowledges = false;
  b.type('seq 300000; echo all-$((1))\r');
  await b.sees('all-1');
  a.acknowledges = true;
  a.send({ type: 'ack', position: a.position });
  await until('a was cut off', () => a.closeCode === 4502);
  const again = await it.browser();
  again.send({ type: 'attach', ...size, have: { epoch: (await a.message('attached')).epoch, position: a.position } });
  expect((await again.message('attached')).lost).toBeGreaterThan(0);
  await again.sees('all-1');
});

test('exit is told after all output, and an attach on the same socket opens a new shell', async () => {
  await using it = await relay();
  const browser = await it.attached();
  await browser.sees('$');
  const { epoch } = await browser.message('attached');
  browser.type('seq 30000; exit 3\r');
  expect(await browser.message('exited')).toEqual({ type: 'exited', code: 3 });
  expect(browser.text()).toContain('30000\r\n');
  browser.messages.length = 0;
  browser.send({ type: 'attach', ...size, have: { epoch, position: browser.position } });
  const attached = await browser.message('attached');
  expect(attached.epoch).not.toBe(epoch);
  browser.type('echo new-$((1))\r');
  await browser.sees('new-1');
});

test('exit waits behind output that is not acknowledged', async () => {
  await using it = await relay();
  const browser = await it.attached();
  await browser.sees('$');
  browser.acknowledges = false;
  browser.type('seq 200000; exit 4\r');
  await until('the window is full', () => browser.position > ackWindowBytes - 4096);
  expect(browser.messages.some((m) => m.type === 'exited')).toBe(false);
  browser.acknowledges = true;
  browser.send({ type: 'ack', position: browser.position });
  expect((await browser.message('exited')).code).toBe(4);
  expect(browser.text()).toContain('200000\r\n');
});

test('a host that was killed is an end of the shell; the next attach starts another', async () => {
  await using it = await relay();
  const browser = await it.attached();
  await browser.sees('$');
  for (const pid of await hostPids(it.home.dir)) process.kill(pid, 'SIGKILL');
  expect(await browser.message('exited')).toEqual({ type: 'exited', code: 129 });
  const next = await it.attached();
  await next.sees('$');
  expect(it.home.starts).toBe(2);
});

test.each([
  ['no JSON', 'hello', 'bad_request', 4400],
  ['an unknown message', '{"type":"dance"}', 'bad_request', 4400],
  ['an impossible size', '{"type":"resize","cols":0,"rows":9999}', 'bad_request', 4400],
  ['a long control frame', `"${'x'.repeat(5000)}"`, 'too_large', 4413],
  ['too much input at once', Buffer.alloc(maxInputFrameBytes + 1), 'too_large', 4413],
] as const)('%s ends the socket with a reason, not the terminal', async (_, frame, code, closeCode) => {
  await using it = await relay();
  const [bad, good] = [await it.attached(), await it.attached()];
  bad.socket.send(frame);
  expect((await bad.message('error')).code).toBe(code);
  await until('closed', () => bad.closeCode === closeCode);
  good.type('echo fine-$((1))\r');
  await good.sees('fine-1');
});

test('an acknowledgement of what was never sent opens no window', async () => {
  await using it = await relay();
  const browser = await it.attached();
  browser.acknowledges = false;
  browser.send({ type: 'ack', position: 10 ** 12 });
  browser.type('seq 400000\r');
  await until('the window is full', () => browser.position >= ackWindowBytes - 4096);
  await new Promise((resolve) => setTimeout(resolve, 200));
  // What came before acknowledging was turned off is a prompt at most.
  expect(browser.position).toBeLessThanOrEqual(ackWindowBytes + 200);
});

test('a terminal name that is none, and one terminal too many', async () => {
  await using it = await relay(['/bin/cat']);
  const odd = await it.browser('..%2f..%2fetc');
  odd.send({ type: 'attach', ...size, have: null });
  expect((await odd.message('error')).code).toBe('terminal_not_found');
  for (let i = 0; i < maxTerminals; i++) await (await it.attached(`t${i}`)).close();
  const extra = await it.browser('extra');
  extra.send({ type: 'attach', ...size, have: null });
  expect((await extra.message('error')).code).toBe('quota_exceeded');
  await until('closed', () => extra.closeCode === 4429);
});

test('the limit of terminals holds for those that are opened at once', async () => {
  await using it = await relay(['/bin/cat']);
  const names = Array.from({ length: maxTerminals + 3 }, (_, i) => `t${i}`);
  const opened = await Promise.allSettled(names.map((name) => it.terminals.open(name)));
  expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(maxTerminals);
});

test('many who attach at once start one shell', async () => {
  await using it = await relay();
  const browsers = await Promise.all(Array.from({ length: 6 }, () => it.attached()));
  const epochs = await Promise.all(browsers.map(async (b) => (await b.message('attached')).epoch));
  expect(new Set(epochs).size).toBe(1);
  expect(it.home.starts).toBe(1);
});

test('when the sandbox ends, its browsers learn why', async () => {
  await using it = await relay();
  const browser = await it.attached();
  it.terminals.close('its time is up');
  expect(await browser.message('error')).toMatchObject({
    code: 'sandbox_stopped',
    hint: 'The machine was stopped: its time is up.',
  });
  await until('closed', () => browser.closeCode === 4410);
  const late = await it.browser();
  late.send({ type: 'attach', ...size, have: null });
  expect((await late.message('error')).code).toBe('sandbox_stopped');
});

test('a link in place of the socket is not followed, and replaced by the next start', async () => {
  await using it = await relay();
  await using other = await ptyHome();
  await createTerminals(other.handle, pino({ level: 'silent' })).open('main');
  await symlink(other.socketPath('main'), it.home.socketPath('main'));
  await it.attached();
  expect(it.home.starts).toBe(1);
});

test('a link in place of the folder is not followed', async () => {
  await using it = await relay();
  await using other = await ptyHome();
  await createTerminals(other.handle, pino({ level: 'silent' })).open('main');
  await rename(`${it.home.dir}/ipc`, `${it.home.dir}/elsewhere`);
  await symlink(`${other.dir}/ipc`, `${it.home.dir}/ipc`);
  const browser = await it.browser();
  browser.send({ type: 'attach', ...size, have: null });
  expect((await browser.message('error')).code).toBe('timed_out');
});

test.each([
  ['never answers', () => undefined],
  ['talks garbage', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['begins with output', (socket: Socket) => void socket.write(Buffer.from('o\0\0\0\x01x', 'latin1'))],
  [
    'answers what nobody asked',
    (socket: Socket) =>
      void socket.write(Buffer.from(`a\0\0\0\x39${'\0'.repeat(24)}${'e'.repeat(32)}\x01f\0\0\0\x01\0`, 'latin1')),
  ],
])('in place of the host a program that %s: an error in time', async (_, serve) => {
  await using it = await relay();
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('error', () => undefined));
    serve(socket);
  }).listen(it.home.socketPath('main'));
  const browser = await it.browser();
  browser.send({ type: 'attach', ...size, have: null });
  expect(['timed_out', 'engine_garbage']).toContain((await browser.message('error')).code);
  open.forEach((socket) => socket.destroy());
  server.close();
});

test('a file or a pipe in place of the socket does not hang anything', async () => {
  await using it = await relay();
  await writeFile(it.home.socketPath('main'), 'x');
  await it.attached();
  await rm(it.home.socketPath('b'), { force: true });
  await mkdir(it.home.socketPath('b'));
  const browser = await it.browser('b');
  browser.send({ type: 'attach', ...size, have: null });
  expect((await browser.message('error')).code).toMatch(/internal|timed_out/);
});
