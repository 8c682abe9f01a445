import { expect, test } from 'vitest';
import { describeChanges } from './changes.ts';
import { aContainer, aNetwork, anImage, aWorld, images } from './made-up-world.ts';

const sentences = (before: Parameters<typeof aWorld>[0], after: Parameters<typeof aWorld>[0]): string[] =>
  describeChanges(aWorld(before), aWorld(after)).map(({ sentence }) => sentence);

test('nothing happened', () => {
  expect(describeChanges(aWorld({ containers: [aContainer('a')] }), aWorld({ containers: [aContainer('a')] }))).toEqual(
    [],
  );
});

test('a container came, changed its state, joined and left a network, was renamed, and went', () => {
  const web = aContainer('web');
  const joined = aContainer('web', { networks: [...web.networks, { name: 'skynet', address: '' }] });
  expect(sentences({}, { containers: [web] })).toEqual(['Container web is new: running.']);
  expect(
    sentences({ containers: [web] }, { containers: [aContainer('web', { state: 'exited', exitCode: 137 })] }),
  ).toEqual(['Container web is exited (137).']);
  expect(sentences({ containers: [web] }, { containers: [joined] })).toEqual([
    'Container web is on network skynet now.',
  ]);
  expect(sentences({ containers: [joined] }, { containers: [web] })).toEqual(['Container web left network skynet.']);
  expect(sentences({ containers: [web] }, { containers: [{ ...web, name: 'www' }] })).toEqual([
    'Container web is called www now.',
  ]);
  expect(sentences({ containers: [web] }, {})).toEqual(['Container web is gone.']);
});

test('what is only known better is not a change', () => {
  const details = {
    ...{ wasOomKilled: false, error: '', startedAtMs: 1, finishedAtMs: null, restarts: 0, restartPolicy: 'no' },
    ...{ memoryBytes: null, cpus: null },
  };
  expect(sentences({ containers: [aContainer('a')] }, { containers: [aContainer('a', { details })] })).toEqual([]);
  expect(
    sentences(
      { containers: [aContainer('a', { details })] },
      { containers: [aContainer('a', { details: { ...details, cpus: 1 } })] },
    ),
  ).toEqual(['Container a has other limits now.']);
});

test('networks, images and ports have their words, and containers come last', () => {
  const port = {
    id: '8080/tcp',
    port: 8080,
    protocol: 'tcp',
    hostIp: '',
    privatePort: 80,
    containerId: 'id-web',
    containerName: 'web',
    image: 'x',
  };
  const after = {
    ...images(anImage('nginx', ['a'])),
    networks: [
      aNetwork('bridge'),
      aNetwork('host', { driver: 'host' }),
      aNetwork('none', { driver: 'null' }),
      aNetwork('skynet'),
    ],
    containers: [aContainer('web')],
    ports: [port],
  };
  expect(sentences({}, after)).toEqual([
    'Port 8080 is open to the outside.',
    'Image nginx:latest is new.',
    'Network skynet is new.',
    'Container web is new: running.',
  ]);
});
