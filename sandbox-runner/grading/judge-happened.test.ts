import { expect, test } from 'vitest';
import type { EngineEvent } from '../docker/event-schema.ts';
import { judge } from './judge.ts';
import { aCheck, anEvent, aState, past } from './made-up-states.ts';

const said = (fact: Record<string, unknown>, ...events: EngineEvent[]) =>
  judge(aCheck({ kind: 'happened', ...fact }), aState({ history: past(...events) }));
const died = anEvent('die', 'crash', 'busybox', { exitCode: 137 });
const connected = anEvent('connect', 'shop', '', { type: 'network', name: 'shop', container: died.subject });

test.each<[string, Record<string, unknown>, EngineEvent[]]>([
  ['ended', { what: 'ended', name: 'crash', exitCode: 137 }, [died]],
  ['by its image', { what: 'ended', image: 'busybox' }, [died]],
  ['killed', { what: 'killed', signal: 9 }, [anEvent('kill', 'crash', 'x', { signal: 9 })]],
  [
    'pulled',
    { what: 'image pulled', image: 'nginx' },
    [anEvent('pull', '', '', { type: 'image', subject: 'nginx:latest' })],
  ],
  ['twice', { what: 'started', name: 'a', times: 2 }, [anEvent('start', 'a'), anEvent('start', 'a', 'x', { atMs: 2 })]],
  ['exec', { what: 'exec', command: 'ls' }, [anEvent('exec_create', 'a', 'x', { about: 'ls -l /app', execId: '1' })]],
  ['connected', { what: 'network connected', name: 'crash', network: 'shop' }, [died, connected]],
])('it happened: %s', (_, fact, events) => {
  expect(said(fact, ...events).outcome).toBe('pass');
});

test.each<[string, Record<string, unknown>, EngineEvent[], string]>([
  ['nothing', { what: 'ended', name: 'crash' }, [], 'This has not happened yet.'],
  ['another one', { what: 'ended', name: 'web' }, [died], 'It happened so far only with `crash`.'],
  ['another code', { what: 'ended', name: 'crash', exitCode: 0 }, [died], 'It ended with exit code 137.'],
  [
    'another signal',
    { what: 'killed', name: 'crash', signal: 9 },
    [anEvent('kill', 'crash', 'x', { signal: 15 })],
    'It was sent SIGTERM.',
  ],
  [
    'another command',
    { what: 'exec', name: 'a', command: 'sh' },
    [anEvent('exec_create', 'a', 'x', { about: 'ls', execId: '1' })],
    'The command was `ls`.',
  ],
  [
    'another network',
    { what: 'network connected', name: 'crash', network: 'front' },
    [died, connected],
    'It happened with the network `shop`.',
  ],
  ['too few', { what: 'ended', times: 3 }, [died], 'It happened once so far.'],
])('it has not happened: %s', (_, fact, events, found) => {
  expect(said(fact, ...events)).toMatchObject({ outcome: 'fail', found });
});

test.each([
  [{ what: 'ended', name: 'crash', exitCode: 137 }, 'The container `crash` ended with exit code 137.'],
  [{ what: 'image pulled', image: 'nginx' }, 'The image `nginx` was pulled.'],
  [{ what: 'killed', name: 'a', signal: 9 }, 'The container `a` was sent a signal, SIGKILL.'],
  [{ what: 'network connected', name: 'a', network: 'n' }, 'The container `a` was connected to the network `n`.'],
  [{ what: 'volume removed', name: 'v', times: 2 }, 'The volume `v` was removed, at least twice.'],
  [
    { what: 'exec', name: 'a', command: 'ls', exitCode: 0 },
    'The container `a` ran a command by `docker exec` with `ls` in it, which ended with exit code 0.',
  ],
])('what is asked for: %j', (fact, expected) => {
  expect(said(fact).expected).toBe(expected);
});
