import { expect, test } from 'vitest';
import { belowEcho, endsAtMachine, endsInPrompt, screenText } from './screen-text.ts';

test('colours, titles and bracketed paste leave no trace', () => {
  expect(screenText('\x1b]0;learner@slipway: ~\x07\x1b[?2004h\x1b[01;32mlearner\x1b[00m$ ls\r\n\x1b(Bx')).toBe(
    'learner$ ls\nx',
  );
});

test.each(['learner@slipway:~$ ', 'x\r\n/ # ', '\x1b[?2004hroot@1f:/# ', 'a\r\n> ', '\x1b[6n/ # '])(
  '%j ends in a prompt',
  (output) => {
    expect(endsInPrompt(output)).toBe(true);
  },
);

test.each(['', 'learner@slipway:~$ ls', 'Pulling from library/x\r\n', '100%', '$ \r\nx'])('%j does not', (output) => {
  expect(endsInPrompt(output)).toBe(false);
});

test('what is below the echo of a typed line', () => {
  expect(belowEcho('docker ps')).toBeUndefined();
  expect(belowEcho('docker ps\r\nCONTAINER ID\r\n')).toBe('CONTAINER ID\r\n');
});

test.each([
  ['learner@slipway:~$ ', true],
  ['output without a new line\x1b[01;32mlearner@slipway\x1b[00m:~/app$ ', true],
  ['/ # ', false],
  ['root@1f2e:/# ', false],
  ['learner@slipway:~$ docker run -it busybox\r\n$ ', false],
])('%j is at the prompt of the machine: %j', (output, isThere) => {
  expect(endsAtMachine(output)).toBe(isThere);
});
