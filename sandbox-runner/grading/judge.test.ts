import { expect, test } from 'vitest';
import { aCheck, aContainer, anEvent, anImage, aState, past } from './made-up-states.ts';
import { judge } from './judge.ts';
import type { Snapshot } from './facts.ts';

const ranHello = aCheck({ kind: 'container', image: 'hello-world', state: 'exited', exitCode: 0 });
const webRuns = aCheck({ kind: 'container', name: 'web', image: 'nginx', state: 'running' });
const insideBox = aCheck({ kind: 'container', name: 'box', image: 'busybox', tty: true, interactive: true });

const found = (check: Parameters<typeof judge>[0], state: Partial<Snapshot>): string => {
  const judgement = judge(check, aState(state));
  expect(judgement.outcome).toBe('fail');
  return judgement.found;
};

test('a container that is as asked passes', () => {
  const judgement = judge(ranHello, aState({ containers: [aContainer('bold_bohr', 'hello-world')] }));
  expect(judgement).toEqual({
    outcome: 'pass',
    expected: 'A container from the image `hello-world` that ended with exit code 0.',
    found: 'The container `bold_bohr` has ended with exit code 0.',
    lookAt: 'docker ps -a',
  });
});

test.each([
  ['nothing yet', {}, 'No container has been made yet.'],
  [
    'only pulled',
    { images: [anImage('hello-world:latest')] },
    'The image `hello-world` is here, but no container has been made from it yet.',
  ],
  [
    'only others',
    { containers: [aContainer('x', 'busybox')] },
    'The containers here were made from other images: `busybox`.',
  ],
  [
    'only created',
    { containers: [aContainer('x', 'hello-world', { state: 'created' })] },
    'The container `x` was created but never started.',
  ],
  [
    'could not start',
    {
      containers: [
        aContainer('x', 'hello-world', { state: 'created', details: { startError: 'exec: "nope": not found\n' } }),
      ],
    },
    'The container `x` could not be started: `exec: "nope": not found`.',
  ],
  [
    'other code',
    { containers: [aContainer('x', 'hello-world', { details: { exitCode: 1 } })] },
    'The container `x` has ended with exit code 1, not 0.',
  ],
  [
    'out of memory',
    { containers: [aContainer('x', 'hello-world', { details: { exitCode: 137, wasOomKilled: true } })] },
    'The container `x` ran out of memory and was killed (exit code 137), not 0.',
  ],
  [
    'still running',
    { containers: [aContainer('x', 'hello-world', { state: 'running' })] },
    'The container `x` is still running.',
  ],
  [
    'with --rm',
    {
      history: past(
        anEvent('start', 'x'),
        anEvent('die', 'x', 'hello-world', { exitCode: 0, atMs: 1000 }),
        anEvent('destroy', 'x', 'hello-world', { atMs: 1050 }),
      ),
    },
    'The container `x` from `hello-world` ran and ended with exit code 0, but was removed at once, which is what `--rm` does; leave it out this time.',
  ],
  [
    'removed by hand',
    {
      history: past(
        anEvent('start', 'x'),
        anEvent('die', 'x', 'hello-world', { exitCode: 0, atMs: 1000 }),
        anEvent('destroy', 'x', 'hello-world', { atMs: 9000 }),
      ),
    },
    'The container `x` from `hello-world` ran and ended with exit code 0, but it has been removed since; run it once more.',
  ],
] as const)('hello-world should have run: %s', (_, state, sentence) => {
  expect(found(ranHello, state)).toBe(sentence);
});

test.each([
  [
    'other name',
    [aContainer('brave_swan', 'nginx', { state: 'running' })],
    'There is a container from `nginx`, but its name is `brave_swan`; give it one with `--name web`.',
  ],
  [
    'name taken by another image',
    [aContainer('web', 'busybox', { state: 'running' })],
    'The container `web` was made from the image `busybox`, not `nginx`; a name can be used only once, so remove this one first.',
  ],
  [
    'ended',
    [aContainer('web', 'nginx')],
    'The container `web` has ended with exit code 0; a container runs only as long as its main program.',
  ],
  ['paused', [aContainer('web', 'nginx', { state: 'paused' })], 'The container `web` is paused.'],
  [
    'others only',
    [aContainer('a', 'x'), aContainer('b', 'y')],
    'There is no container with this name; there are `a`, `b`.',
  ],
] as const)('web should run: %s', (_, containers, sentence) => {
  expect(found(webRuns, { containers })).toBe(sentence);
});

test('the one with the name is spoken of, not the newest', () => {
  const containers = [aContainer('newer', 'nginx', { state: 'running' }), aContainer('web', 'nginx')];
  expect(found(webRuns, { containers })).toContain('`web` has ended');
});

test('a removed one that was right is spoken of before one that only shares the image', () => {
  const state = {
    containers: [aContainer('other', 'nginx', { state: 'running' })],
    history: past(anEvent('start', 'web', 'nginx'), anEvent('destroy', 'web', 'nginx')),
  };
  expect(found(webRuns, state)).toBe('The container `web` from `nginx` ran, but it has been removed.');
});

test.each([
  [{}, 'without `-t` and `-i`'],
  [{ hasTty: true }, 'without `-i`'],
  [{ isInteractive: true }, 'without `-t`'],
])('a terminal that is missing: %j', (details, words) => {
  expect(found(insideBox, { containers: [aContainer('box', 'busybox', { details })] })).toBe(
    `The container \`box\` was started ${words}; this can't be changed afterwards, so run a new one.`,
  );
});

test('a terminal that should not be', () => {
  const check = aCheck({ kind: 'container', image: 'busybox', tty: false });
  const state = { containers: [aContainer('box', 'busybox', { details: { hasTty: true } })] };
  expect(found(check, state)).toContain('was started with `-t`');
  expect(judge(check, aState(state)).expected).toBe(
    'A container from the image `busybox` that was started without `-t`.',
  );
});

test('command and output', () => {
  const command = aCheck({ kind: 'container', image: 'busybox', command: 'echo hi' });
  const containers = [aContainer('box', 'busybox', { details: { commandLine: 'sh -c date' }, logs: 'Mon\nTue\n' })];
  expect(found(command, { containers })).toBe('The container `box` was started with the command `sh -c date`.');
  const logs = aCheck({ kind: 'container', image: 'busybox', logs: 'hi' });
  expect(found(logs, { containers })).toBe(
    'The container `box` has not written this; the last line of its output is `Tue`.',
  );
  expect(judge(logs, aState({ containers })).lookAt).toBe('docker logs box');
  expect(found(logs, { containers: [aContainer('box', 'busybox', { logs: '' })] })).toBe(
    'The container `box` has written nothing yet.',
  );
});

test('several', () => {
  const check = aCheck({ kind: 'container', image: 'busybox', state: 'running', count: 2 });
  const containers = [aContainer('a', 'busybox', { state: 'running' }), aContainer('b', 'busybox')];
  expect(judge(check, aState()).expected).toBe('At least 2 containers from the image `busybox` that are running.');
  expect(found(check, { containers })).toMatch(/^1 of 2 so far\. The next one: the container `b` has ended/);
  expect(judge(check, aState({ containers: containers.map((c) => ({ ...c, state: 'running' })) })).outcome).toBe(
    'pass',
  );
});

test('none may exist', () => {
  const check = aCheck({ kind: 'container', name: 'web', exists: false });
  expect(judge(check, aState())).toMatchObject({ outcome: 'pass', expected: 'No container named `web`.' });
  expect(found(check, { containers: [aContainer('web', 'nginx', { state: 'running' })] })).toBe(
    'The container `web` is still there; it is running.',
  );
});

test('a container made from the id of the image counts', () => {
  const image = anImage('hello-world:latest');
  const containers = [aContainer('x', image.id, { imageId: image.id })];
  expect(judge(ranHello, aState({ containers, images: [image] })).outcome).toBe('pass');
});

test('images', () => {
  const pulled = aCheck({ kind: 'image', reference: 'busybox:1.36' });
  expect(judge(pulled, aState({ images: [anImage('x', 'busybox:1.36')] })).outcome).toBe('pass');
  expect(found(pulled, {})).toBe('There is no image yet.');
  expect(found(pulled, { images: [anImage('busybox:latest')] })).toBe(
    'Only other tags of it are here: `busybox:latest`.',
  );
  expect(found(pulled, { images: [anImage('nginx:latest')] })).toBe('It is not here; these are: `nginx:latest`.');
  expect(found(pulled, { history: { containers: [], images: ['busybox:1.36'], deeds: [] } })).toBe(
    'It was here, and has been removed.',
  );
});

test('an image that should be gone', () => {
  const gone = aCheck({ kind: 'image', reference: 'busybox', exists: false });
  expect(judge(gone, aState()).outcome).toBe('pass');
  expect(found(gone, { images: [anImage('busybox:latest')] })).toBe('It is still here.');
  expect(found(gone, { images: [anImage('busybox:latest')], containers: [aContainer('box', 'busybox')] })).toBe(
    'It is still here, and needed by `box`; remove containers before their image.',
  );
});

test("the lesson's own place to look wins", () => {
  const check = aCheck({ kind: 'image', reference: 'busybox', lookAt: 'docker image ls busybox' });
  expect(judge(check, aState()).lookAt).toBe('docker image ls busybox');
});

test('what an engine made up neither breaks the text nor the command', () => {
  const evil = aContainer('x; rm -rf ~', 'hello-world', { details: { exitCode: 9 } });
  const judgement = judge(ranHello, aState({ containers: [evil] }));
  expect(judgement.lookAt).toMatch(/^docker logs [0-9a-f]{12}$/);
  const long = judge(
    aCheck({ kind: 'container', logs: 'x' }),
    aState({ containers: [aContainer('a', 'b', { logs: `\x1b[31m\`${'y'.repeat(5000)}` })] }),
  );
  expect(long.found.length).toBeLessThan(200);
  expect(long.found).not.toMatch(/[\x00-\x1f]/);
});
