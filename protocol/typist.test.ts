import { expect, test } from 'vitest';
import { createTypist } from './typist.ts';
import type { TypedAction } from './typing.ts';

const prompt = 'learner@slipway:~$ ';

/** A terminal that echoes each line and answers with what comes next in `answers`. */
function terminal(answers: readonly string[], options: { isGreen?: (check: string) => Promise<boolean> } = {}) {
  const typed: string[] = [];
  const typist = createTypist({
    lineTimeoutMs: 1500,
    ...options,
    write(text) {
      typed.push(text.trimEnd());
      typist.feed(`${text.trimEnd()}\r\n${answers[typed.length - 1] ?? ''}\r\n${prompt}`);
    },
  });
  typist.feed(prompt);
  return { typist, typed };
}

const curl: TypedAction = { kind: 'type', text: 'curl x\r', shown: 'curl x', line: 3 };

test('a line is typed again until its output has what it should', async () => {
  const { typist, typed } = terminal(['refused', 'refused', 'Welcome!']);
  await typist.type([{ ...curl, again: 'Welcome' }]);
  expect(typed).toEqual(['curl x', 'curl x', 'curl x']);
});

test('what a line echoes is not its output', async () => {
  const { typist } = terminal([]);
  await expect(typist.type([{ ...curl, again: 'curl' }])).rejects.toThrow(
    'line 3 (curl x), typed again and again, waiting for "curl": it did not come within 1.5 s. The screen ends with:',
  );
});

test('a check is waited for until it is green, where somebody grades', async () => {
  let asked = 0;
  const isGreen = (): Promise<boolean> => Promise.resolve(++asked === 3);
  const { typist, typed } = terminal([], { isGreen });
  await typist.type([{ kind: 'until', check: 'served', line: 1 }, curl]);
  expect([asked, typed]).toEqual([3, ['curl x']]);
});

test('a check that does not come is named, and nothing more is typed', async () => {
  const { typist, typed } = terminal([], { isGreen: () => Promise.resolve(false) });
  await expect(typist.type([{ kind: 'until', check: 'served', line: 1 }, curl])).rejects.toThrow(
    'line 1, waiting for the check "served": it did not come within 1.5 s',
  );
  expect(typed).toEqual([]);
});

test('without anybody who grades, nothing is waited for', async () => {
  const { typist, typed } = terminal([]);
  await typist.type([{ kind: 'until', check: 'served', line: 1 }, curl]);
  expect(typed).toEqual(['curl x']);
});
