import { expect, test } from 'vitest';
import type { Snapshot } from './facts.ts';
import { judge } from './judge.ts';
import { aCheck, aContainer, aState, aVolume } from './made-up-states.ts';

const db = aContainer('db', 'postgres', { volumes: ['notes'] });
const nameless = 'f'.repeat(64);

test.each<[string, Record<string, unknown>, Partial<Snapshot>]>([
  ['is there', { name: 'notes' }, { volumes: [aVolume('notes')] }],
  ['driver', { name: 'notes', driver: 'local' }, { volumes: [aVolume('notes')] }],
  ['used by', { name: 'notes', usedBy: 'db' }, { volumes: [aVolume('notes')], containers: [db] }],
  ['unused', { name: 'notes', unused: true }, { volumes: [aVolume('notes')] }],
  ['anonymous', { anonymous: true }, { volumes: [aVolume('notes'), aVolume(nameless, { isAnonymous: true })] }],
  ['labels', { name: 'notes', labels: { a: 'b' } }, { volumes: [aVolume('notes', { labels: new Map([['a', 'b']]) })] }],
  ['is gone', { name: 'notes', exists: false }, { volumes: [aVolume('other')] }],
  ['none is unused', { unused: true, exists: false }, { volumes: [aVolume('notes')], containers: [db] }],
])('a volume passes: %s', (_, fact, state) => {
  expect(judge(aCheck({ kind: 'volume', ...fact }), aState(state)).outcome).toBe('pass');
});

test.each<[string, Record<string, unknown>, Partial<Snapshot>, string, string]>([
  ['none', { name: 'notes' }, {}, 'There is no volume yet.', 'docker volume ls'],
  [
    'another',
    { name: 'notes' },
    { volumes: [aVolume('note'), aVolume(nameless)] },
    'There is no volume with this name; there are `note`, `ffffffffffff`.',
    'docker volume ls',
  ],
  [
    'another driver',
    { name: 'notes', driver: 'nfs' },
    { volumes: [aVolume('notes')] },
    'It has the driver `local`.',
    'docker volume inspect notes',
  ],
  [
    'no label',
    { name: 'notes', labels: { a: null } },
    { volumes: [aVolume('notes')] },
    'It does not have the label `a`.',
    'docker volume inspect notes',
  ],
  [
    'used by nobody',
    { name: 'notes', usedBy: 'db' },
    { volumes: [aVolume('notes')], containers: [aContainer('db', 'postgres')] },
    'No container uses it.',
    "docker inspect --format '{{json .Mounts}}' db",
  ],
  [
    'used by another',
    { name: 'notes', usedBy: 'web' },
    { volumes: [aVolume('notes')], containers: [db] },
    'There is no container `web`; it is used by `db`.',
    'docker ps -a',
  ],
  [
    'not unused',
    { name: 'notes', unused: true },
    { volumes: [aVolume('notes')], containers: [db] },
    'It is used by `db`.',
    'docker ps -a',
  ],
  [
    'named',
    { name: 'notes', anonymous: true },
    { volumes: [aVolume('notes')] },
    '`notes` was given its name.',
    'docker volume inspect notes',
  ],
  [
    'still there',
    { name: 'notes', exists: false },
    { volumes: [aVolume('notes')], containers: [db] },
    '`notes` is still there, and used by `db`.',
    'docker volume ls',
  ],
  [
    'several still there',
    { exists: false, unused: true },
    { volumes: [aVolume('a'), aVolume('b')] },
    '2 are still there: `a`, `b`.',
    'docker volume ls',
  ],
])('a volume fails: %s', (_, fact, state, found, lookAt) => {
  const judgement = judge(aCheck({ kind: 'volume', ...fact }), aState(state));
  expect(judgement).toMatchObject({ outcome: 'fail', found, lookAt });
});

test.each([
  [{ name: 'notes', usedBy: 'db' }, 'A volume `notes` that is used by `db`.'],
  [{ anonymous: true, exists: false }, 'No anonymous volume.'],
  [{ anonymous: true, unused: true }, 'An anonymous volume that no container uses.'],
])('what is asked for: %j', (fact, expected) => {
  expect(judge(aCheck({ kind: 'volume', ...fact }), aState()).expected).toBe(expected);
});
