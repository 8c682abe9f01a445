import { expect, test } from 'vitest';
import type { Foreground } from '../../../protocol/terminal.ts';
import { createCommandRunner, type TerminalPort } from './command-runner.ts';
import type { RunState } from './run-request.ts';

const prompt = 'learner@slipway:~$ ';

/** A shell on a clock of its own: `takes` says how long a typed line runs, and in what. */
function shell(takes: Readonly<Record<string, { ms: number; program?: string; asks?: string }>> = {}) {
  const it = {
    now: 0,
    sent: [] as string[],
    line: prompt,
    prompts: 1,
    typed: 0,
    outputAt: 0,
    isAttached: true,
    running: null as { until: number; program: string; asks: string | undefined } | null,
    marksPrompts: true,
  };
  const settle = (): void => {
    if (it.running === null || it.now < it.running.until) return;
    it.running = null;
    it.line = prompt;
    it.outputAt = it.now;
    if (it.marksPrompts) it.prompts += 1;
  };
  const port: TerminalPort = {
    isAttached: () => it.isAttached,
    foreground: () => {
      settle();
      if (!it.isAttached) return Promise.resolve(null);
      const { running } = it;
      const state: Foreground['state'] = running === null ? 'prompt' : running.program === '' ? 'busy' : 'program';
      return Promise.resolve({ state, program: running?.program ?? '' });
    },
    send: (text) => {
      if (!it.isAttached) return false;
      settle();
      it.sent.push(text);
      it.outputAt = it.now;
      if (it.running?.asks !== undefined) {
        it.line = it.running.asks;
        if (text === 'exit\r') it.running = { ...it.running, until: it.now + 20 };
        return true;
      }
      const { ms = 5, program = '', asks } = takes[text.trimEnd()] ?? {};
      if (!text.endsWith('\r')) {
        if (text === '\x03') it.prompts += 1;
        it.line = prompt;
        return true;
      }
      it.running = { until: it.now + ms, program, asks };
      it.line = asks ?? '';
      return true;
    },
    promptCount: () => {
      settle();
      return it.prompts;
    },
    typedCount: () => it.typed,
    cursorLine: () => it.line,
    outputAtMs: () => it.outputAt,
    onOutput: () => () => undefined,
  };
  const at: { ms: number; act: () => void }[] = [];
  const runner = createCommandRunner(port, {
    now: () => it.now,
    sleep: async (ms) => {
      it.now += ms;
      for (const due of at.splice(0))
        if (due.ms <= it.now) due.act();
        else at.push(due);
      await Promise.resolve();
    },
  });
  const run = (lines: string[], isInside = false): Promise<RunState[]> =>
    new Promise((resolve) => {
      const states: RunState[] = [];
      runner.run(lines, isInside, (state) => {
        states.push(state);
        if (state.kind === 'done' || state.kind === 'refused') resolve(states);
      });
    });
  return { it, run, later: (ms: number, act: () => void) => void at.push({ ms, act }) };
}

test('a command is typed once, and is done when the prompt is back', async () => {
  const { it, run } = shell({ 'docker ps': { ms: 400, program: 'docker' } });
  const states = await run(['docker ps']);
  expect(it.sent).toEqual(['docker ps\r']);
  expect(states.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['waiting', 'running', 'done']));
  expect(states).toContainEqual({ kind: 'running', line: 1, of: 1, program: 'docker' });
  expect(it.now).toBeGreaterThanOrEqual(400);
});

test('lines follow each other only at the prompt, however long one takes', async () => {
  const { it, run } = shell({ 'docker pull x': { ms: 60_000, program: 'docker' } });
  let secondAt = 0;
  const done = run(['docker pull x', 'cd /tmp', 'ls']);
  void Promise.resolve().then(() => (secondAt = it.now));
  await done;
  expect(it.sent).toEqual(['docker pull x\r', 'cd /tmp\r', 'ls\r']);
  expect(secondAt).toBe(0);
  expect(it.now).toBeGreaterThan(60_000);
});

test('a prompt that is not marked counts after a moment', async () => {
  const { it, run } = shell();
  it.marksPrompts = false;
  await run(['cd /tmp', 'ls']);
  expect(it.sent).toEqual(['cd /tmp\r', 'ls\r']);
});

test('a program in the foreground is named, and nothing is typed', async () => {
  const { it, run } = shell();
  it.running = { until: Infinity, program: 'top', asks: undefined };
  const last = (await run(['docker ps'])).at(-1);
  expect(last).toEqual({
    kind: 'refused',
    why: '“top” is running in this terminal. End it first, with the key q, or use another terminal.',
  });
  expect(it.sent).toEqual([]);
});

test('one that is about to end is waited for', async () => {
  const { it, run } = shell();
  it.running = { until: 900, program: 'docker', asks: undefined };
  expect((await run(['docker ps'])).at(-1)).toEqual({ kind: 'done' });
  expect(it.sent).toEqual(['docker ps\r']);
});

test.each([
  ['half a command', `${prompt}docker ru`, '\x05\x15'],
  ['a line that goes on', '> ', '\x03'],
])('%s is taken away first', async (_, line, keys) => {
  const { it, run } = shell();
  it.line = line;
  await run(['ls']);
  expect(it.sent).toEqual([keys, 'ls\r']);
});

test('who types between two lines ends the block', async () => {
  const { it, run, later } = shell({ 'docker run -it busybox': { ms: Infinity, program: 'docker', asks: '/ # ' } });
  later(2000, () => (it.typed += 1));
  const last = (await run(['docker run -it busybox', 'ls', 'exit'])).at(-1);
  expect(last).toEqual({ kind: 'refused', why: 'You typed something yourself, so the last 2 lines were not typed.' });
  expect(it.sent).toEqual(['docker run -it busybox\r']);
});

test('a block for inside types into the program, and stops when that has ended', async () => {
  const { it, run } = shell();
  it.running = { until: Infinity, program: 'docker', asks: '/ # ' };
  it.line = '/ # ';
  expect((await run(['hostname', 'ps'], true)).at(-1)).toEqual({ kind: 'done' });
  expect(it.sent).toEqual(['hostname\r', 'ps\r']);
  it.sent.length = 0;
  const last = (await run(['exit', 'rm -rf /'], true)).at(-1);
  expect(last).toEqual({ kind: 'refused', why: 'The program has ended; the last line was not typed.' });
  expect(it.sent).toEqual(['exit\r']);
});

test('a block for inside is not typed at the machine’s own prompt', async () => {
  const { it, run } = shell();
  expect((await run(['exit'], true)).at(-1)).toMatchObject({ kind: 'refused' });
  expect(it.sent).toEqual([]);
});

test('a second block waits its turn by being refused; after the last line is typed it is not in the way', async () => {
  const { it, run } = shell({ 'sleep 1': { ms: 1000, program: 'sleep' } });
  const first = run(['sleep 1', 'ls']);
  expect((await run(['pwd'])).at(-1)).toMatchObject({ kind: 'refused' });
  expect((await first).at(-1)).toEqual({ kind: 'done' });
  expect(it.sent).toEqual(['sleep 1\r', 'ls\r']);
});

test('a connection that is lost in between types nothing more', async () => {
  const { it, run, later } = shell({ 'sleep 9': { ms: 9000, program: 'sleep' } });
  later(500, () => (it.isAttached = false));
  expect((await run(['sleep 9', 'ls'])).at(-1)).toMatchObject({ kind: 'refused' });
  expect(it.sent).toEqual(['sleep 9\r']);
});

test('a tab is no request to complete', async () => {
  const { it, run } = shell();
  await run(['\techo hi']);
  expect(it.sent).toEqual(['\x1b[200~\techo hi\x1b[201~\r']);
});
