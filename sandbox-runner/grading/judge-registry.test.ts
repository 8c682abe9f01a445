import { expect, test } from 'vitest';
import type { Snapshot } from './facts.ts';
import { judge } from './judge.ts';
import { aCheck, anImage, aState } from './made-up-states.ts';

const prefix = 'registry.slipway/learner-abc234/';
const local = anImage('hello');
const having = (...images: Snapshot['pushed']['images']): Partial<Snapshot> => ({
  pushed: { prefix, images },
  images: [local],
});
const pushed = (repository: string, tag: string, imageId: string | undefined = local.id) => ({
  repository,
  tag,
  imageId,
});

test.each<[string, Record<string, unknown>, Partial<Snapshot>]>([
  ['is there', { repository: 'hello' }, having(pushed('hello', 'latest'))],
  ['the tag', { repository: 'hello', tag: '1.0' }, having(pushed('hello', 'latest'), pushed('hello', '1.0'))],
  ['the same image', { repository: 'hello', image: 'hello' }, having(pushed('hello', 'latest'))],
  ['is gone', { repository: 'hello', exists: false }, having(pushed('other', 'latest'))],
])('what was pushed passes: %s', (_, fact, state) => {
  expect(judge(aCheck({ kind: 'registry', ...fact }), aState(state)).outcome).toBe('pass');
});

test.each<[string, Record<string, unknown>, Partial<Snapshot>, string]>([
  ['nothing', { repository: 'hello' }, having(), 'You have pushed nothing yet.'],
  ['another name', { repository: 'hello' }, having(pushed('helo', '1')), 'Under your name there is only `helo:1`.'],
  ['another tag', { repository: 'hello' }, having(pushed('hello', '1')), 'Only other tags of it are there: `1`.'],
  [
    'another image',
    { repository: 'hello', image: 'hello' },
    having(pushed('hello', 'latest', `sha256:${'0'.repeat(64)}`)),
    'It is there, but it is not the image that is `hello` now; push again.',
  ],
  [
    'a list of images',
    { repository: 'hello', image: 'hello' },
    having({ ...pushed('hello', 'latest'), imageId: undefined }),
    'It is there, but it is not the image that is `hello` now; push again.',
  ],
  [
    'nothing to compare with',
    { repository: 'hello', image: 'other' },
    having(pushed('hello', 'latest')),
    'It is there, but there is no image `other` here to compare it with.',
  ],
  ['still there', { repository: 'hello', exists: false }, having(pushed('hello', 'latest')), 'It is there.'],
])('what was pushed fails: %s', (_, fact, state, found) => {
  expect(judge(aCheck({ kind: 'registry', ...fact }), aState(state))).toMatchObject({
    outcome: 'fail',
    found,
    lookAt: `docker image ls ${prefix}hello`,
  });
});

test('it says what is expected, with the name of the learner', () => {
  const { expected } = judge(aCheck({ kind: 'registry', repository: 'a/b', tag: '2', image: 'b' }), aState(having()));
  expect(expected).toBe(`\`${prefix}a/b:2\` is in the classroom registry, and is the image that is \`b\` here.`);
});

test('a registry that can not be read decides nothing', () => {
  const state = aState({ unread: new Map([['pushed' as const, 'No.']]) });
  expect(judge(aCheck({ kind: 'registry', repository: 'a' }), state)).toMatchObject({
    outcome: 'undecided',
    found: 'No.',
  });
});
