import { expect, test } from 'vitest';
import type { Sandbox } from '../../protocol/sandbox.ts';
import { atPrompt, openTerminal, size } from './_util/at-prompt.ts';
import { inFront } from './_util/in-front.ts';
import { runnerProcess } from './_util/runner-process.ts';
import { engineOfTests, shIn, testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

/** Terminals in real sandboxes, over the runner's own socket. What needs no sandbox is in terminal-relay.test.ts. */
test('a prompt waits; the learner is who a learner should be, with an engine', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ presentImages: ['busybox'] });
  const browser = await atPrompt(runner.client.port, sandbox, { withinMs: 2000 });
  browser.type(
    'id -un; id -Gn; sudo -n id -un; stty size; echo "$TERM:$LANG:$SHELL"; tty; cat /proc/self/oom_score_adj\r',
  );
  await browser.sees('/dev/pts/');
  browser.type('docker run --rm -it busybox sh -c "tty && echo in-\\$((6*7))"\r');
  await browser.sees('in-42', 30_000);
  for (const line of ['learner', 'root', '30 100', 'xterm-256color:C.UTF-8:/bin/bash'])
    expect(browser.text()).toMatch(new RegExp(`[\\r\\n]${line}\\r`));
  expect(browser.text()).toMatch(/learner .*docker/);
});

test('Ctrl-C, job control and colours work as in any terminal', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create();
  const browser = await atPrompt(runner.client.port, sandbox, { name: 'second' });
  browser.type('sleep 1000\r');
  await inFront(browser, { program: 'sleep' });
  browser.type('\x1a');
  await browser.sees('Stopped');
  browser.type('fg\r');
  await inFront(browser, { program: 'sleep' });
  browser.type('\x03');
  browser.type('echo code-$?\r');
  await browser.sees('code-130');
});

test.for(['', 'bash\r'])("Tab completes docker's commands, images and files, in a shell of %j", async (shell) => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ presentImages: ['busybox'] });
  const browser = await atPrompt(runner.client.port, sandbox);
  browser.type(`${shell}echo sh\\ell\r`);
  await browser.sees('shell');
  browser.type('mkdir harbour; touch harvest; echo made-$((6*7))\r');
  await browser.sees('made-42');
  browser.type('cd har\t');
  await browser.sees('cd harbour/');
  browser.type('\x15docker netw\t');
  await browser.sees('docker network ');
  browser.type('ls\r');
  await browser.sees('bridge');
  browser.type('docker run --rm busybox:l\t');
  await browser.sees('docker run --rm busybox:latest');
});

test('Tab completes with what `docker completion bash` says, before anything else was completed', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create();
  const browser = await atPrompt(runner.client.port, sandbox);
  browser.type('source <(docker completion bash); echo re\\ad\r');
  await browser.sees('read');
  browser.type('docker netw\t');
  await browser.sees('docker network');
  browser.type(' ls\r');
  await browser.sees('bridge');
  expect(browser.text()).not.toContain('not found');
});

test('a program in the foreground is known by its name, also when the learner made that up', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ presentImages: ['busybox'] });
  const browser = await atPrompt(runner.client.port, sandbox);
  await inFront(browser, 'prompt');
  browser.type('docker run --rm -it busybox sh\r');
  await browser.sees('/ # ', 30_000);
  await inFront(browser, { program: 'docker' });
  browser.type('exit\r');
  await inFront(browser, 'prompt');
  browser.type('sudo sleep 100\r');
  await inFront(browser, { program: 'sudo' });
  browser.type('\x03');
  await inFront(browser, 'prompt');
  browser.type("cp /bin/sleep $'\\e[31mred\\a'; ./$'\\e[31mred\\a' 100\r");
  await inFront(browser, { program: '[31mred' });
});

test('a runner that is killed loses nothing: same shell, same screen, nothing typed twice', async () => {
  let sandbox: Sandbox;
  let have: { epoch: string; position: number };
  {
    await using before = await runnerProcess();
    sandbox = await before.client.create();
    const browser = await atPrompt(before.client.port, sandbox);
    browser.type('KEPT=yes; (sleep 2; echo while-away-$((1)); touch said-while-away) & \r');
    await browser.sees('] ');
    have = { epoch: (await browser.message('attached')).epoch, position: browser.position };
    await before.kill();
    await until('the browser notices', () => browser.closeCode !== undefined);
    have = { ...have, position: browser.position };
  }
  const said = 'test -e said-while-away';
  await until('it was said', async () => (await shIn(engineOfTests(), sandbox.id, said)).exitCode === 0);
  await using after = await runnerProcess();
  const browser = await openTerminal(after.client.port, sandbox);
  browser.send({ type: 'attach', ...size, have });
  expect(await browser.message('attached')).toMatchObject({ epoch: have.epoch, from: have.position, lost: 0 });
  await browser.sees('while-away-1');
  expect(browser.text()).not.toContain('KEPT');
  browser.type('echo kept-$KEPT\r');
  await browser.sees('kept-yes');
  await after.client.stop(sandbox.id);
});

test('a learner who kills the host of the terminal gets a new shell', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create();
  const browser = await atPrompt(runner.client.port, sandbox);
  await runner.sh(sandbox.id, 'pkill -9 slipway-pty', { user: '0:0' });
  expect((await browser.message('exited')).code).toBe(129);
  const { epoch } = await browser.message('attached');
  browser.messages.length = 0;
  browser.send({ type: 'attach', ...size, have: { epoch, position: browser.position } });
  expect((await browser.message('attached')).epoch).not.toBe(epoch);
  browser.type('echo new-$((1))\r');
  await browser.sees('new-1');
});

test('a memory hog typed into a terminal dies; the terminal and the engine do not', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ limits: { memoryBytes: 512 * 1024 ** 2 } });
  const browser = await atPrompt(runner.client.port, sandbox);
  browser.type('tail /dev/zero; echo hog-$?\r');
  await browser.sees('hog-137', 60_000);
  browser.type('docker ps -q; echo engine-$?\r');
  await browser.sees('engine-0', 30_000);
});

test('a stopped sandbox tells its terminals', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create();
  const browser = await atPrompt(runner.client.port, sandbox);
  await runner.client.stop(sandbox.id);
  expect((await browser.message('error')).code).toBe('sandbox_stopped');
  await until('closed', () => browser.closeCode === 4410);
});
