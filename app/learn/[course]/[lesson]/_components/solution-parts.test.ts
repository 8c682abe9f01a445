import { expect, test } from 'vitest';
import { readScript } from '../../../../../lesson-kit/prove/read-script.ts';
import { remarksOn, shownOf, solutionParts, isCommand } from './solution-parts.ts';

const partsOf = (script: string) => solutionParts(readScript(script).actions);
const told = (script: string): string[] =>
  partsOf(script).map((part) =>
    isCommand(part)
      ? `${part.node}${part.isInside ? ' inside' : ''}${part.isAnswer ? ' answer' : ''}${part.isKey ? ' key' : ''}: ${shownOf(part)}`
      : `${part.kind} ${part.kind === 'check' ? part.check : part.ms}`,
  );

test('a text for a command, and lines that go on, are one piece', () => {
  expect(told("cat > f <<'END'\nfirst\nEND\ndocker run \\\n  busybox\nls")).toEqual([
    "main: cat > f <<'END'\nfirst\nEND",
    'main: docker run \\\n  busybox',
    'main: ls',
  ]);
});

test('what is typed between going in and coming out is for the inside', () => {
  expect(
    told(
      'docker run -it busybox bash\ndocker run -it --name deb debian bash\nls /\nexit\ndocker start -ai deb\nexit\nls',
    ),
  ).toEqual([
    'main: docker run -it busybox bash',
    'main: docker run -it --name deb debian bash',
    'main inside: ls /',
    'main inside: exit',
    'main: docker start -ai deb',
    'main inside: exit',
    'main: ls',
  ]);
});

test('what follows a question is its answer', () => {
  expect(told('#: expect continue?\ndocker system prune\nn\nls')).toEqual([
    'main: docker system prune',
    'main answer: n',
    'main: ls',
  ]);
});

test('machines, waiting and keys', () => {
  expect(told('a\n#: node node2\nb\n#: until seen\n#: pause 5\n#: expect X\nlogs -f\n#: key ctrl-c')).toEqual([
    'main: a',
    'node2: b',
    'check seen',
    'pause 5',
    'node2: logs -f',
    'node2 answer key: ctrl-c',
  ]);
});

test('a command says how it goes on, and what is pasted', () => {
  const parts = partsOf('#: copy join docker swarm\ntoken\n#: again ready\n@{join}');
  const [, second] = parts.filter(isCommand);
  expect(second === undefined ? [] : remarksOn(second, parts)).toEqual([
    'Typed again until the answer has “ready”.',
    '@{join} stands for a line that an earlier command prints, beginning with “docker swarm”.',
  ]);
});
