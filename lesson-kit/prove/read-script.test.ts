import { expect, test } from 'vitest';
import { readScript } from './read-script.ts';

test('lines are typed with Enter, comments and empty lines are not', () => {
  expect(readScript('#!/bin/bash\n# hi\n\ndocker ps\n  exit\n').actions).toEqual([
    { kind: 'type', text: 'docker ps\r', shown: 'docker ps', expect: undefined, line: 4 },
    { kind: 'type', text: '  exit\r', shown: '  exit', expect: undefined, line: 5 },
  ]);
});

test('a directive concerns the next line only', () => {
  const { actions } = readScript('#: expect Hello there\ncat\n#: key ctrl-p ctrl-q\n#: pause 200\nls');
  expect(actions).toEqual([
    { kind: 'type', text: 'cat\r', shown: 'cat', expect: 'Hello there', line: 2 },
    { kind: 'type', text: '\x10\x11', shown: 'ctrl-p ctrl-q', expect: undefined, line: 3 },
    { kind: 'pause', ms: 200, line: 4 },
    { kind: 'type', text: 'ls\r', shown: 'ls', expect: undefined, line: 5 },
  ]);
});

test('a wrong attempt says its check and what is found', () => {
  expect(readScript('# check: ran\n# found: no container  \ndocker ps').expectation).toEqual({
    check: 'ran',
    found: 'no container',
  });
  expect(readScript('# check: ran\ndocker ps').expectation).toBeUndefined();
});

test.each(['#: expct x\nls', '#: key ctrl-alt-del', '#: pause 999999999', '#:', 'cat\tx'])(
  '%j is refused with its line',
  (text) => {
    expect(() => readScript(text)).toThrow(/^line 1: /);
  },
);
