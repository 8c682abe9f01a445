import { expect, test } from 'vitest';
import { labelOf } from './terminal-label.ts';
import {
  close,
  mostTerminals,
  oneTerminal,
  open,
  readTerminalSet,
  rename,
  select,
  split,
  unsplit,
  type TerminalSet,
} from './terminal-set.ts';

const labels = (set: TerminalSet): string[] => set.names.map((name) => labelOf(set, name));

test('terminals have numbers, and a new one takes the free one', () => {
  expect(labels(oneTerminal)).toEqual(['Terminal 1']);
  const three = open(open(oneTerminal));
  expect(labels(three)).toEqual(['Terminal 1', 'Terminal 2', 'Terminal 3']);
  const two = close(three, 'second');
  expect(labels(two)).toEqual(['Terminal 1', 'Terminal 3']);
  expect(labels(open(two))).toEqual(['Terminal 1', 'Terminal 3', 'Terminal 2']);
});

test('a lesson opens one by a name of its own; opening it again only shows it', () => {
  const set = open(oneTerminal, 'logs');
  expect(labels(set)).toEqual(['Terminal 1', 'logs']);
  expect(open(select(set, 'main'), 'logs')).toMatchObject({ names: ['main', 'logs'], active: 'logs', shown: ['logs'] });
});

test('there is an end to opening', () => {
  let set = oneTerminal;
  for (let i = 0; i < 20; i += 1) set = open(set);
  expect(set.names).toHaveLength(mostTerminals);
  expect(open(set, 'logs')).toBe(set);
});

test('main stays; the neighbour takes the place of what is closed', () => {
  expect(close(oneTerminal, 'main')).toBe(oneTerminal);
  const three = open(open(oneTerminal));
  expect(close(three, 'third')).toMatchObject({ shown: ['second'], active: 'second' });
  expect(close(split(three, 'row'), 'main').names).toContain('main');
});

test('a split shows another that is open, or a new one; then it turns, and ends', () => {
  const beside = split(oneTerminal, 'row');
  expect(beside).toMatchObject({ names: ['main', 'second'], shown: ['main', 'second'], active: 'second' });
  expect(split(beside, 'column')).toMatchObject({ direction: 'column', shown: ['main', 'second'] });
  expect(unsplit(beside).shown).toEqual(['second']);
  expect(split(unsplit(beside), 'row').shown).toEqual(['second', 'main']);
});

test('in a split a tab replaces the active half, unless it is on the screen', () => {
  const set = select(open(split(oneTerminal, 'row')), 'main');
  expect(set.shown).toEqual(['main', 'third']);
  expect(set.active).toBe('main');
  expect(select(set, 'second')).toMatchObject({ shown: ['second', 'third'], active: 'second' });
  expect(close(select(set, 'third'), 'third')).toMatchObject({ shown: ['main'], active: 'main' });
});

test('names of the learner: trimmed, bounded, taken back when empty', () => {
  const set = rename(oneTerminal, 'main', `  my\n web ${'x'.repeat(50)}`);
  expect(labelOf(set, 'main')).toHaveLength(24);
  expect(labelOf(set, 'main').startsWith('my web x')).toBe(true);
  expect(labelOf(rename(set, 'main', ' '), 'main')).toBe('Terminal 1');
});

test.each([
  ['nothing', null],
  ['noise', '{{'],
  ['no main', JSON.stringify({ ...oneTerminal, names: ['second'], shown: ['second'], active: 'second' })],
  ['one twice', JSON.stringify({ ...oneTerminal, names: ['main', 'main'] })],
  ['one that is not open', JSON.stringify({ ...oneTerminal, shown: ['third'], active: 'third' })],
  ['the old form', 'second third'],
])('%s kept counts as one terminal', (_, kept) => {
  expect(readTerminalSet(kept)).toEqual(oneTerminal);
});

test('what was kept is there again', () => {
  const set = rename(split(open(oneTerminal, 'logs'), 'column'), 'logs', 'Log');
  expect(readTerminalSet(JSON.stringify(set))).toEqual(set);
});
