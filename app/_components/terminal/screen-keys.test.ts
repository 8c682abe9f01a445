import { expect, test } from 'vitest';
import { screenKey } from './screen-keys.ts';

const plain = { hasSelection: false, isFullScreen: false };
const key = (name: string) => {
  const parts = name.split('+');
  const last = parts.at(-1) || '+';
  return {
    key: last,
    code: '',
    ctrlKey: parts.includes('ctrl'),
    metaKey: parts.includes('cmd'),
    altKey: parts.includes('alt'),
    shiftKey: parts.includes('shift'),
  };
};

test.each([
  ['ctrl+c', undefined],
  ['ctrl+shift+C', 'copy-or-nothing'],
  ['cmd+c', undefined],
  ['ctrl+v', 'paste'],
  ['ctrl+shift+V', 'paste'],
  ['cmd+v', 'paste'],
  ['ctrl+alt+v', undefined],
  ['ctrl+shift+F', 'search'],
  ['ctrl+f', undefined],
  ['cmd+f', 'search'],
  ['ctrl+-', 'smaller'],
  ['ctrl+=', 'bigger'],
  ['ctrl+0', 'usual-size'],
  ['shift+F10', 'menu'],
  ['ContextMenu', 'menu'],
  ['F10', undefined],
  ['v', undefined],
  ['c', undefined],
])('%s: %s', (name, expected) => {
  expect(screenKey(key(name), plain)).toBe(expected);
});

test('Ctrl-C copies only what is selected', () => {
  expect(screenKey(key('ctrl+c'), { ...plain, hasSelection: true })).toBe('copy');
  expect(screenKey(key('cmd+c'), { ...plain, hasSelection: true })).toBe('copy');
});

test('a full-screen program keeps Ctrl-V; Ctrl-Shift-V pastes all the same', () => {
  expect(screenKey(key('ctrl+v'), { ...plain, isFullScreen: true })).toBeUndefined();
  expect(screenKey(key('ctrl+shift+V'), { ...plain, isFullScreen: true })).toBe('paste');
});

test('on keyboards of other scripts the place of the key counts, on others the letter on it', () => {
  const copy = { ...key('ctrl+с'), code: 'KeyC' };
  expect(screenKey(copy, { ...plain, hasSelection: true })).toBe('copy');
  expect(screenKey({ ...key('ctrl+j'), code: 'KeyC' }, { ...plain, hasSelection: true })).toBeUndefined();
});
