import { expect, test } from 'vitest';
import { readScript } from './read-script.ts';

test('lines are typed with Enter, comments and empty lines are not', () => {
  expect(readScript('#!/bin/bash\n# hi\n\ndocker ps\n  exit\n').actions).toEqual([
    { kind: 'type', text: 'docker ps\r', shown: 'docker ps', line: 4 },
    { kind: 'type', text: '  exit\r', shown: '  exit', line: 5 },
  ]);
});

test('a directive concerns the next line only', () => {
  const { actions } = readScript('#: expect Hello there\ncat\n#: key ctrl-p ctrl-q\n#: pause 200\nls');
  expect(actions).toEqual([
    { kind: 'type', text: 'cat\r', shown: 'cat', expect: 'Hello there', line: 2 },
    { kind: 'type', text: '\x10\x11', shown: 'ctrl-p ctrl-q', line: 3 },
    { kind: 'pause', ms: 200, line: 4 },
    { kind: 'type', text: 'ls\r', shown: 'ls', line: 5 },
  ]);
});

test('a line can be typed again until it shows something, and a check can be waited for', () => {
  expect(readScript('#: again Welcome\ncurl localhost\n#: until served \nls').actions).toEqual([
    { kind: 'type', text: 'curl localhost\r', shown: 'curl localhost', again: 'Welcome', line: 2 },
    { kind: 'until', check: 'served', line: 3 },
    { kind: 'type', text: 'ls\r', shown: 'ls', line: 4 },
  ]);
});

test('a line of the output can be copied, and another machine typed at', () => {
  const { actions } = readScript(
    '#: copy join docker swarm\ndocker swarm init\n#: node node2\n@{join}\n#: node node1\nls',
  );
  expect(actions).toEqual([
    {
      kind: 'type',
      text: 'docker swarm init\r',
      shown: 'docker swarm init',
      copy: { name: 'join', begin: 'docker swarm' },
      line: 2,
    },
    { kind: 'node', node: 'node2', line: 3 },
    { kind: 'type', text: '@{join}\r', shown: '@{join}', line: 4 },
    { kind: 'node', node: 'main', line: 5 },
    { kind: 'type', text: 'ls\r', shown: 'ls', line: 6 },
  ]);
});

test('a script is divided where it names steps', () => {
  const { parts, actions } = readScript('docker version\n#: step run\ndocker run a\ndocker run b\n#: step look\n');
  expect(parts.map(({ step, line, actions: typed }) => [step, line, typed.length])).toEqual([
    [undefined, 1, 1],
    ['run', 2, 2],
    ['look', 5, 0],
  ]);
  expect(actions).toHaveLength(3);
});

test('what is expected is expected of a line, not of a step', () => {
  expect(() => readScript('#: expect UTC\n#: step logs\ndate')).toThrow('line 2: the "#: expect" above has no line');
  expect(() => readScript('#: again UTC\n#: step logs\ndate')).toThrow('line 2: the "#: again" above has no line');
});

test('a wrong attempt says its check and what is found', () => {
  expect(readScript('# check: ran\n# found: no container  \ndocker ps').expectation).toEqual({
    check: 'ran',
    found: 'no container',
  });
  expect(readScript('# check: ran\n# found: x\n# from: again\n# answer: 3').expectation).toEqual({
    check: 'ran',
    found: 'x',
    from: 'again',
    answer: '3',
  });
  expect(readScript('# check: ran\ndocker ps').expectation).toBeUndefined();
});

test.each([
  '#: expct x\nls',
  '#: key ctrl-alt-del',
  '#: pause 999999999',
  '#: step',
  '#: until',
  '#: again',
  '#:',
  'cat\tx',
])('%j is refused with its line', (text) => {
  expect(() => readScript(text)).toThrow(/^line 1: /);
});
