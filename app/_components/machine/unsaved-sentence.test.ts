import { expect, test } from 'vitest';
import { unsavedSentence } from './unsaved-sentence.ts';

const on = (node: 'main' | 'node2', ...paths: string[]) => paths.map((path) => ({ node, path }));

test('nothing is said where all is saved', () => {
  expect(unsavedSentence([], false)).toBeNull();
});

test('the files are named, with their machine where there are several, and not too many of them', () => {
  expect(unsavedSentence(on('main', 'app/Dockerfile', 'x'), false)).toContain('Not saved: “app/Dockerfile”, “x”. ');
  expect(unsavedSentence([...on('main', 'x'), ...on('node2', 'x')], true)).toContain('“x” on node1, “x” on node2. ');
  expect(unsavedSentence(on('main', 'a', 'b', 'c', 'd', 'e', 'f', 'g'), false)).toContain('“e” and 2 more. ');
});
