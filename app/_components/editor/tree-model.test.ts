import { expect, test } from 'vitest';
import type { FileEntry } from '../../../protocol/files.ts';
import { emptyTree, isHidden, treeMove, treeRows, withListing, type TreeState } from './tree-model.ts';

const entry = (name: string, kind: FileEntry['kind'] = 'file'): FileEntry => ({
  ...{ name, kind, size: 1, mtimeMs: 0, tag: '', link: null, problem: null },
});
const listed = (tree: TreeState, path: string, entries: FileEntry[], more = 0): TreeState =>
  withListing(tree, path, { path, entries, more });

const home = listed(emptyTree, '', [
  entry('b10'),
  entry('b9'),
  entry('.bashrc'),
  entry('.env'),
  entry('z', 'folder'),
  entry('app', 'folder'),
]);
const opened: TreeState = { ...listed(home, 'app', [entry('one')]), expanded: new Set(['', 'app']) };

test('folders first, numbers as people count, dot files of the shell hidden', () => {
  expect(treeRows(home).map(({ name }) => name)).toEqual(['app', 'z', '.env', 'b9', 'b10']);
  expect(treeRows({ ...home, showsHidden: true }).map(({ name }) => name)).toContain('.bashrc');
  expect(treeRows(opened).map(({ path, level, position, setSize }) => [path, level, position, setSize])).toEqual([
    ['app', 1, 1, 5],
    ['app/one', 2, 1, 1],
    ['z', 1, 2, 5],
    ['.env', 1, 3, 5],
    ['b9', 1, 4, 5],
    ['b10', 1, 5, 5],
  ]);
  expect(isHidden('app/.cache')).toBe(false);
});

test('an empty, a cut and a broken folder say so', () => {
  expect(treeRows(emptyTree)).toMatchObject([{ note: 'Reading…', entry: null }]);
  expect(treeRows(listed(emptyTree, '', []))).toMatchObject([{ note: 'empty' }]);
  expect(treeRows(listed(emptyTree, '', [entry('a')], 3000)).at(-1)?.note).toMatch(/^and 3,000 more/);
  const failed: TreeState = { ...emptyTree, listings: new Map([['', { kind: 'failed', hint: 'no' }]]) };
  expect(treeRows(failed)).toMatchObject([{ note: 'no' }]);
});

test('keys move as in any tree', () => {
  const rows = treeRows(opened);
  const move = (current: string, key: string) => treeMove(rows, current, key);
  expect(move('app', 'ArrowDown')).toEqual({ kind: 'focus', path: 'app/one' });
  expect(move('app', 'ArrowRight')).toEqual({ kind: 'focus', path: 'app/one' });
  expect(move('app', 'ArrowLeft')).toEqual({ kind: 'collapse', path: 'app' });
  expect(move('app/one', 'ArrowLeft')).toEqual({ kind: 'focus', path: 'app' });
  expect(move('z', 'ArrowRight')).toEqual({ kind: 'expand', path: 'z' });
  expect(move('z', 'Enter')).toEqual({ kind: 'expand', path: 'z' });
  expect(move('b9', 'Enter')).toEqual({ kind: 'open', path: 'b9' });
  expect(move('b10', 'ArrowDown')).toEqual({ kind: 'none' });
  expect(move('b10', 'Home')).toEqual({ kind: 'focus', path: 'app' });
  expect(move('app', 'End')).toEqual({ kind: 'focus', path: 'b10' });
  expect(move('app', 'b')).toEqual({ kind: 'focus', path: 'b9' });
  expect(move('b9', 'b')).toEqual({ kind: 'focus', path: 'b10' });
  expect(move('b9', 'F2')).toEqual({ kind: 'rename', path: 'b9' });
  expect(move('b9', 'Delete')).toEqual({ kind: 'delete', path: 'b9' });
  expect(move('b9', 'Escape')).toEqual({ kind: 'none' });
  // What has vanished: from the top.
  expect(move('gone', 'ArrowDown')).toEqual({ kind: 'focus', path: 'app/one' });
});

test('what is known of a folder that has gone is forgotten', () => {
  const deep: TreeState = {
    ...listed(listed(opened, 'app', [entry('in', 'folder')]), 'app/in', [entry('x')]),
    expanded: new Set(['', 'app', 'app/in', 'z']),
  };
  const after = listed(deep, '', [entry('z', 'folder')]);
  expect([...after.listings.keys()]).toEqual(['']);
  expect([...after.expanded]).toEqual(['', 'z']);
  // A neighbour whose name begins alike stays.
  const alike = listed({ ...deep, expanded: new Set(['', 'app', 'app2']) }, 'app', []);
  expect([...alike.expanded]).toEqual(['', 'app', 'app2']);
});
