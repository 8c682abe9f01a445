import { expect, test } from 'vitest';
import { nodeHostname, nodeNames } from '../../../protocol/node.ts';
import { nodeLabel, nodeWords, startProgress, type NodeView } from './nodes.ts';

const node = (
  name: NodeView['node'],
  state: NodeView['state'],
  stopReason: NodeView['stopReason'] = null,
): NodeView => ({
  ...{ node: name, state, stopReason },
  detail: '',
});

test('a machine is called on the screen what it calls itself', () => {
  expect(nodeNames.map(nodeLabel)).toEqual(nodeNames.map(nodeHostname));
});

test('a state is said in words, and nothing where all is well', () => {
  expect(nodeWords(node('main', 'ready'))).toBe('');
  expect(nodeWords(node('node2', 'preparing'))).toBe('starting…');
  expect(nodeWords(node('node2', 'unwell'))).toBe('engine does not answer');
  expect(nodeWords(node('node2', 'stopped', 'died'))).toBe('broke down');
  expect(nodeWords(node('node2', 'stopped', 'operator'))).toBe('stopped');
});

test('the progress counts what is there, and ends', () => {
  expect(startProgress([node('main', 'ready')])).toBeNull();
  expect(startProgress([node('main', 'ready'), node('node2', 'ready')])).toBeNull();
  expect(startProgress([node('main', 'ready'), node('node2', 'ready'), node('node3', 'preparing')])).toBe(
    'node3 is starting; 2 of 3 machines are there.',
  );
  expect(startProgress([node('main', 'ready'), node('node2', 'preparing'), node('node3', 'preparing')])).toBe(
    'node2, node3 are starting; 1 of 3 machines are there.',
  );
});
