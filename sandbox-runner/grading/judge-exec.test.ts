import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { aCheck, aState, probed } from './made-up-states.ts';
import type { ProbeResult } from './probes/probe.ts';

const finds = (more: Record<string, unknown> = {}) =>
  aCheck({ kind: 'exec', command: 'docker exec web getent hosts db', expected: 'web finds db', ...more });
const ended = (exitCode: number, output = ''): ProbeResult => ({ kind: 'exec', exitCode, output });

test.each<[string, Record<string, unknown>, ProbeResult]>([
  ['ends well', {}, ended(0)],
  ['ends as asked', { exitCode: 2 }, ended(2)],
  ['says it', { contains: '172.', lacks: 'error', matches: 'db$' }, ended(0, '172.18.0.3 db\n')],
])('a command passes: %s', (_, more, result) => {
  const check = finds(more);
  expect(judge(check, aState(probed(check, result))).outcome).toBe('pass');
});

test.each<[string, Record<string, unknown>, ProbeResult, string]>([
  ['says what is wrong', {}, ended(1, 'hm\nno such container: web\n'), 'It says `no such container: web`.'],
  ['is silent', {}, ended(2), 'The command that shows it ended with exit code 2.'],
  ['is explained', { otherwise: 'web has never heard of db.' }, ended(2), 'Web has never heard of db.'],
  ['says something else', { contains: '10.' }, ended(0, '172.18.0.3 db\n'), 'It says `172.18.0.3 db`.'],
  ['says what it must not', { lacks: 'db' }, ended(0, '172.18.0.3 db\n'), 'It says `172.18.0.3 db`.'],
  ['never ends', {}, { kind: 'silent', why: 'it did not end' }, 'It did not end.'],
])('a command fails: %s', (_, more, result, found) => {
  const check = finds(more);
  const judgement = judge(check, aState(probed(check, result)));
  const lookAt = 'docker exec web getent hosts db';
  expect(judgement).toMatchObject({ outcome: 'fail', expected: 'Web finds db.', found, lookAt });
});

test('one that could not be run is undecided', () => {
  const check = finds();
  const state = aState(probed(check, { kind: 'unknown', why: 'No machine.' }));
  expect(judge(check, state)).toMatchObject({ outcome: 'undecided', found: 'No machine.' });
});
