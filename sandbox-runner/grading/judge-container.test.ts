import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { aCheck, aContainer, aState } from './made-up-states.ts';

const port = (host: number, container: number, protocol = 'tcp') => ({ host, container, protocol });
const mount = (type: string, source: string, target: string, isWritable = true) => ({
  ...{ type, source, target, isWritable },
});
const network = (name: string) => ({ name, address: '', gateway: '', macAddress: '', aliases: [] });
test('everything at once', () => {
  const asked = {
    ...{
      publishes: [
        { host: 8080, container: 80 },
        { container: 53, protocol: 'udp' },
      ],
    },
    mounts: [
      { target: '/data/', type: 'volume', source: 'data' },
      { target: '/www', type: 'bind', source: './site/', readOnly: true },
    ],
    ...{
      networks: ['a', 'b'],
      notNetworks: ['c'],
      env: { A: '1', B: null },
      labels: { l: '' },
      user: 'root',
      workdir: '/w',
    },
    ...{ hostname: 'h', restart: 'always', restartsAtLeast: 1, memory: '1g', cpus: 0.1, pids: 5, health: 'healthy' },
    ...{ detached: true, autoRemove: true, init: true, readOnly: true, privileged: true, oomKilled: false },
    ...{ logs: 'on', logsMatch: '^list.*on$', changed: '/etc/x', command: '/hello' },
  };
  const details = {
    ...{ publishes: [port(8080, 80), port(49153, 53, 'udp')] },
    mounts: [mount('volume', 'data', '/data'), mount('bind', '/home/learner/site', '/www', false)],
    networks: [network('b'), network('a')],
    ...{
      env: new Map([
        ['A', '1'],
        ['B', '2'],
      ]),
      labels: new Map([['l', '']]),
      user: '',
      workdir: '/w',
      hostname: 'h',
    },
    ...{ restartPolicy: 'always', restarts: 1, memoryBytes: 1024 ** 3, cpus: 0.1, pids: 5, health: 'healthy' },
    ...{ isDetached: true, isAutoRemoved: true, hasInit: true, isReadOnly: true, isPrivileged: true },
  };
  const web = aContainer('web', 'nginx', {
    ...{ state: 'running', details, logs: 'listening on\n', changes: ['/etc', '/etc/x'] },
  });
  const judgement = judge(aCheck({ kind: 'container', name: 'web', ...asked }), aState({ containers: [web] }));
  expect(judgement).toMatchObject({ outcome: 'pass', found: 'The container `web` is running.' });
  expect(judgement.expected.length).toBeLessThanOrEqual(600);
});

test('what it wrote and changed', () => {
  const fits = aCheck({ kind: 'container', name: 'web', logsMatch: 'port \\d+' });
  const changed = aCheck({ kind: 'container', name: 'web', changed: '/etc/hosts' });
  const web = (facts: Parameters<typeof aContainer>[2]) => aState({ containers: [aContainer('web', 'x', facts)] });
  expect(judge(fits, web({ logs: 'port eight\n' }))).toEqual({
    outcome: 'fail',
    expected: 'A container named `web` that wrote a line that fits `port \\d+`.',
    found: 'The container `web` has not written this; the last line of its output is `port eight`.',
    lookAt: 'docker logs web',
  });
  expect(judge(fits, web({ logs: 'a\nport 80\nb' })).outcome).toBe('pass');
  expect(judge(changed, web({ changes: [] })).found).toBe(
    'The container `web` has all files as they are in its image.',
  );
  expect(judge(changed, web({ changes: ['/etc', '/etc/x'] }))).toMatchObject({
    found: 'The container `web` differs from its image only in `/etc/x`.',
    lookAt: 'docker diff web',
  });
});

test('a policy without a number holds for any number of tries', () => {
  const once = aState({
    containers: [aContainer('web', 'x', { details: { restartPolicy: 'on-failure', restartTries: 1 } })],
  });
  const outcome = (restart: string) => judge(aCheck({ kind: 'container', name: 'web', restart }), once).outcome;
  expect(outcome('on-failure')).toBe('pass');
  expect(outcome('on-failure:1')).toBe('pass');
  expect(outcome('on-failure:10')).toBe('fail');
  expect(outcome('no')).toBe('fail');
  expect(() => aCheck({ kind: 'container', name: 'web', restart: 'always:3' })).toThrow('use no, always');
});

test('not too many', () => {
  const check = aCheck({ kind: 'container', image: 'nginx', state: 'running', count: 2, atMost: 2 });
  const containers = ['a', 'b', 'c'].map((name) => aContainer(name, 'nginx', { state: 'running' }));
  expect(judge(check, aState({ containers }))).toMatchObject({
    expected: 'Exactly 2 containers from the image `nginx` that are running.',
    found: 'There are 3: `a`, `b`, `c`.',
    outcome: 'fail',
  });
  expect(judge(check, aState({ containers: containers.slice(1) })).outcome).toBe('pass');
});

test('a known mistake is told instead, while the check fails', () => {
  const check = aCheck({
    ...{ kind: 'container', name: 'web', image: 'nginx', state: 'running' },
    mistakes: [
      { when: { kind: 'container', image: 'httpd' }, say: 'That is another web server.', lookAt: 'docker ps' },
      { when: { kind: 'image', reference: 'nginx' }, say: 'You have only pulled it.' },
    ],
  });
  const wrong = aContainer('x', 'httpd');
  expect(judge(check, aState({ containers: [wrong] }))).toMatchObject({
    found: 'That is another web server.',
    lookAt: 'docker ps',
  });
  expect(judge(check, aState()).found).toBe('No container has been made yet.');
  const right = aContainer('web', 'nginx', { state: 'running' });
  expect(judge(check, aState({ containers: [wrong, right] })).outcome).toBe('pass');
});

test('what could not be read is undecided, for what needs it', () => {
  const unread = new Map([['images', 'The engine is away.']] as const);
  expect(judge(aCheck({ kind: 'container', name: 'web' }), aState({ unread }))).toMatchObject({
    outcome: 'undecided',
    found: 'The engine is away.',
    expected: 'A container named `web`.',
  });
});
