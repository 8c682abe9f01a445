import { expect, test } from 'vitest';
import { createEditors } from './editors.ts';
import { createStore } from './store.ts';

/** A machine's editor, as much of it as is asked here. */
function session(...unsaved: string[]) {
  const store = createStore<readonly never[]>([]);
  let isDisposed = false;
  return {
    isDisposed: () => isDisposed,
    edit: (...paths: string[]): void => {
      unsaved = paths;
      store.set(() => []);
    },
    docs: {
      store,
      unsaved: () => unsaved,
      saveAll() {
        unsaved = [];
        return Promise.resolve();
      },
      dispose: () => void (isDisposed = true),
    },
  };
}

test('a machine that is looked at again has what was written there; another one has its own', () => {
  const editors = createEditors<ReturnType<typeof session>>();
  const main = editors.of('lease', 'main', () => session('Dockerfile'));
  const node2 = editors.of('lease', 'node2', () => session());
  expect(node2).not.toBe(main);
  expect(editors.of('lease', 'main', () => session())).toBe(main);
  expect(editors.of('next', 'main', () => session())).not.toBe(main);
});

test('it says what is unsaved on which machine, and whenever that may have changed', () => {
  const editors = createEditors<ReturnType<typeof session>>();
  editors.of('lease', 'main', () => session('Dockerfile'));
  const node2 = editors.of('lease', 'node2', () => session());
  let told = 0;
  const end = editors.subscribe(() => (told += 1));
  node2.edit('a', 'b');
  expect(told).toBe(1);
  expect(editors.unsaved()).toEqual([
    { node: 'main', path: 'Dockerfile' },
    { node: 'node2', path: 'a' },
    { node: 'node2', path: 'b' },
  ]);
  end();
  node2.edit();
  expect(told).toBe(1);
});

test('what was on a machine that is no more is forgotten', () => {
  const editors = createEditors<ReturnType<typeof session>>();
  const main = editors.of('lease', 'main', () => session('Dockerfile'));
  const node2 = editors.of('lease', 'node2', () => session('a'));
  editors.keepOnly('lease', ['main']);
  expect([main.isDisposed(), node2.isDisposed()]).toEqual([false, true]);
  expect(editors.unsaved()).toEqual([{ node: 'main', path: 'Dockerfile' }]);
  editors.keepOnly('next', ['main']);
  expect(main.isDisposed()).toBe(true);
  expect(editors.unsaved()).toEqual([]);
});

test('all of them are saved', async () => {
  const editors = createEditors<ReturnType<typeof session>>();
  for (const node of ['main', 'node2'] as const) editors.of('lease', node, () => session(node));
  await editors.saveAll();
  expect(editors.unsaved()).toEqual([]);
});
