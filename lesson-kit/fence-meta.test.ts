import { expect, test } from 'vitest';
import { parseFenceMeta } from './fence-meta.ts';

test.each([
  ['', { kind: undefined }],
  ['run', { kind: 'run' }],
  [' copy ', { kind: 'copy' }],
  ['run terminal="second"', { kind: 'run', terminal: 'second' }],
  ['run terminal=logs inside', { kind: 'run', terminal: 'logs', isInside: true }],
  ['run node="node1"', { kind: 'run', node: 'main' }],
  ['run node=node3 terminal=logs', { kind: 'run', node: 'node3', terminal: 'logs' }],
  ['file=site/index.html', { kind: 'file', file: 'site/index.html' }],
  ['file="my site/über uns.html"', { kind: 'file', file: 'my site/über uns.html' }],
  ['file=.dockerignore', { kind: 'file', file: '.dockerignore' }],
])('%j is read', (meta, fence) => {
  expect(parseFenceMeta(meta)).toEqual({ fence, problems: [] });
});

test.each([
  ['run copy', 'not several'],
  ['run run', 'given twice'],
  ['run termnal=x', 'Did you mean "terminal"?'],
  ['run=yes', 'takes no value'],
  ['copy terminal="x"', 'belongs to run'],
  ['output inside', 'belongs to run'],
  ['copy node="node2"', 'belongs to run'],
  ['run node="node9"', 'takes one of node1, node2'],
  ['run node', 'takes one of node1, node2'],
  ['run terminal="My terminal"', 'takes a name like'],
  ['run terminal', 'takes a name like'],
  ['file', 'path in the home directory'],
  ['file=/etc/passwd', 'path in the home directory'],
  ['file=../x', 'path in the home directory'],
  ['file=a//b', 'path in the home directory'],
  ['file="', "can't be read"],
  ['run "x"', "can't be read"],
])('%j is told to the author: %s', (meta, message) => {
  expect(parseFenceMeta(meta).problems.join('\n')).toContain(message);
});
