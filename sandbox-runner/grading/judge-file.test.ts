import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { aCheck, aContainer, anImage, aState, aVolume, probed } from './made-up-states.ts';
import type { FoundFile } from './probes/probe.ts';

const dockerfile: FoundFile = { kind: 'file', type: 'file', mode: 0o644, owner: 1000, text: 'FROM debian\nCMD date\n' };
const file = (more: Record<string, unknown> = {}) => aCheck({ kind: 'file', path: 'site/Dockerfile', ...more });

test.each([
  ['is there', {}],
  ['contains', { contains: 'CMD date' }],
  ['lacks', { lacks: 'latest' }],
  ['matches', { matches: '^FROM (debian|busybox)$' }],
  ['mode and owner', { mode: '644', owner: 1000, type: 'file' }],
])('a file passes: %s', (_, more) => {
  const check = file(more);
  expect(judge(check, aState(probed(check, dockerfile))).outcome).toBe('pass');
});

test.each<[string, Record<string, unknown>, Partial<FoundFile>, string, string]>([
  [
    'without the text',
    { contains: 'EXPOSE' },
    {},
    'It does not contain this; its first line is `FROM debian`.',
    'cat site/Dockerfile',
  ],
  ['empty', { contains: 'EXPOSE' }, { text: ' \n' }, 'It does not contain this; it is empty.', 'cat site/Dockerfile'],
  ['with the text', { lacks: 'debian' }, {}, 'It contains `debian`.', 'cat site/Dockerfile'],
  [
    'no such line',
    { matches: '^RUN' },
    {},
    'No line of it is like this; its first line is `FROM debian`.',
    'cat site/Dockerfile',
  ],
  ['a folder', { contains: 'x' }, { type: 'folder', text: '' }, 'It is a folder.', 'cat site/Dockerfile'],
  ['no folder', { type: 'folder' }, {}, 'It is a file.', 'ls -ld site/Dockerfile'],
  ['another mode', { mode: '755' }, {}, 'It has the mode `644`.', 'ls -ld site/Dockerfile'],
  ['another owner', { owner: 1000 }, { owner: 0 }, 'It belongs to root.', 'ls -ld site/Dockerfile'],
])('a file fails: %s', (_, more, facts, found, lookAt) => {
  const check = file(more);
  const judgement = judge(check, aState(probed(check, { ...dockerfile, ...facts })));
  expect(judgement).toMatchObject({ outcome: 'fail', found, lookAt });
});

test('what is not there, or has gone', () => {
  const [there, gone] = [file(), file({ exists: false })];
  expect(judge(there, aState(probed(there, { kind: 'nothing' }))).found).toBe('There is nothing at `site/Dockerfile`.');
  expect(judge(gone, aState(probed(gone, { kind: 'nothing' }))).outcome).toBe('pass');
  expect(judge(gone, aState(probed(gone, dockerfile)))).toMatchObject({ outcome: 'fail', found: 'It is still there.' });
});

test('gone with what it was in, unless that is what was asked for', () => {
  const cases = [
    [{ container: 'web' }, 'There is no container `web`.'],
    [{ image: 'app' }, 'There is no image `app`.'],
    [{ volume: 'data' }, 'There is no volume `data`.'],
  ] as const;
  for (const [place, found] of cases) {
    const check = aCheck({ kind: 'file', path: '/x', ...place });
    expect(judge(check, aState(probed(check, { kind: 'nothing' })))).toMatchObject({ outcome: 'fail', found });
  }
});

test('it says where it looks, and how a learner can', () => {
  const state = aState({
    containers: [aContainer('web', 'x')],
    images: [anImage('app:latest')],
    volumes: [aVolume('v')],
  });
  const said = (more: Record<string, unknown>) => {
    const { expected, lookAt } = judge(aCheck({ kind: 'file', ...more }), state);
    return [expected, lookAt];
  };
  expect(said({ path: 'a b' })).toEqual(['A file `a b` in your home.', "cat 'a b'"]);
  expect(said({ path: '/etc/hosts' })).toEqual(['A file `/etc/hosts`.', 'cat /etc/hosts']);
  expect(said({ path: '/x', container: 'web' })).toEqual(['A file `/x` in the container `web`.', 'docker cp web:/x -']);
  expect(said({ path: '/x', image: 'app' })).toEqual([
    'A file `/x` in the image `app`.',
    "docker run --rm --entrypoint '' app cat /x",
  ]);
  expect(said({ path: 'x', volume: 'v', exists: false })).toEqual([
    'No file `x` in the volume `v`.',
    'docker run --rm -v v:/v busybox cat /v/x',
  ]);
});

test('what could not be looked at is undecided', () => {
  const check = file();
  expect(judge(check, aState())).toMatchObject({ outcome: 'undecided', found: 'Not looked at yet.' });
  const state = aState(probed(check, { kind: 'unknown', why: 'No machine.' }));
  expect(judge(check, state)).toMatchObject({ outcome: 'undecided', found: 'No machine.' });
});
