import { expect, test } from 'vitest';
import type { Snapshot } from './facts.ts';
import { judge } from './judge.ts';
import { aCheck, aContainer, aNetwork, aState, attachedTo } from './made-up-states.ts';

const shop = aCheck({ kind: 'network', name: 'shop' });
const box = aContainer('box', 'busybox');
const onShop = (name: string) => aContainer(name, 'busybox', attachedTo('shop'));

test.each<[string, Record<string, unknown>, Partial<Snapshot>]>([
  ['is there', {}, { networks: [aNetwork('shop')] }],
  ['driver', { driver: 'bridge' }, { networks: [aNetwork('shop')] }],
  ['internal', { internal: true }, { networks: [aNetwork('shop', { isInternal: true })] }],
  ['attachable', { attachable: false }, { networks: [aNetwork('shop')] }],
  [
    'subnet',
    { subnet: '172.30.0.0/16' },
    { networks: [aNetwork('shop', { subnets: [{ subnet: '172.30.0.0/16', gateway: '172.30.0.1' }] })] },
  ],
  ['labels', { labels: { a: null } }, { networks: [aNetwork('shop', { labels: new Map([['a', 'b']]) })] }],
  [
    'containers',
    { containers: ['web', 'db'], without: ['box'] },
    { networks: [aNetwork('shop')], containers: [onShop('web'), onShop('db'), box] },
  ],
  ['is gone', { exists: false }, { networks: [aNetwork('other')] }],
])('a network passes: %s', (_, more, state) => {
  expect(judge(aCheck({ kind: 'network', name: 'shop', ...more }), aState(state)).outcome).toBe('pass');
});

test.each<[string, Record<string, unknown>, Partial<Snapshot>, string, string]>([
  [
    'none of their own',
    {},
    { networks: [aNetwork('bridge'), aNetwork('none')] },
    'There are only the networks that every engine has: `bridge`, `host` and `none`.',
    'docker network ls',
  ],
  [
    'another',
    {},
    { networks: [aNetwork('bridge'), aNetwork('shops')] },
    'There is no network with this name; there are `shops`.',
    'docker network ls',
  ],
  [
    'another driver',
    { driver: 'overlay' },
    { networks: [aNetwork('shop')] },
    'It has the driver `bridge`.',
    'docker network ls',
  ],
  [
    'no subnet',
    { subnet: '172.30.0.0/16' },
    { networks: [aNetwork('shop')] },
    'It has no subnet.',
    'docker network inspect shop',
  ],
  [
    'another subnet',
    { subnet: '172.30.0.0/16' },
    { networks: [aNetwork('shop', { subnets: [{ subnet: '172.18.0.0/16', gateway: '' }] })] },
    'It has the subnet `172.18.0.0/16`.',
    'docker network inspect shop',
  ],
  [
    'not internal',
    { internal: true },
    { networks: [aNetwork('shop')] },
    'It is not internal.',
    'docker network inspect shop',
  ],
  [
    'attachable',
    { attachable: false },
    { networks: [aNetwork('shop', { isAttachable: true })] },
    'It is attachable.',
    'docker network inspect shop',
  ],
  [
    'another label',
    { labels: { tier: 'front' } },
    { networks: [aNetwork('shop', { labels: new Map([['tier', 'back']]) })] },
    'It has the label `tier` with the value `back`, not `front`.',
    'docker network inspect shop',
  ],
  [
    'nobody attached',
    { containers: ['box'] },
    { networks: [aNetwork('shop')], containers: [box] },
    '`box` is not attached to it; no container is attached to it.',
    'docker network inspect shop',
  ],
  [
    'somebody else attached',
    { containers: ['box'] },
    { networks: [aNetwork('shop')], containers: [box, onShop('web')] },
    '`box` is not attached to it; attached are `web`.',
    'docker network inspect shop',
  ],
  [
    'no such container',
    { containers: ['db'] },
    { networks: [aNetwork('shop')], containers: [box] },
    'There is no container `db`.',
    'docker network inspect shop',
  ],
  [
    'still attached',
    { without: ['web'] },
    { networks: [aNetwork('shop')], containers: [onShop('web')] },
    '`web` is still attached to it.',
    'docker network inspect shop',
  ],
  [
    'still there',
    { exists: false },
    { networks: [aNetwork('shop')], containers: [onShop('web')] },
    'It is still there, with `web` attached to it.',
    'docker network inspect shop',
  ],
])('a network fails: %s', (_, more, state, found, lookAt) => {
  const judgement = judge(aCheck({ kind: 'network', name: 'shop', ...more }), aState(state));
  expect(judgement).toMatchObject({ outcome: 'fail', found, lookAt });
});

test('names by which others find a container', () => {
  const check = aCheck({ kind: 'network', name: 'shop', aliases: { db: ['database'] } });
  const db = (aliases: string[]) =>
    aContainer('db', 'postgres', {
      ...attachedTo('shop'),
      details: { networks: [{ name: 'shop', address: '', gateway: '', macAddress: '', aliases }] },
    });
  const networks = [aNetwork('shop')];
  expect(judge(check, aState({ networks, containers: [db(['database'])] })).outcome).toBe('pass');
  expect(judge(check, aState({ networks, containers: [db(['db'])] }))).toMatchObject({
    outcome: 'fail',
    found: '`db` is not known as `database` in it; `--network-alias database` says so.',
  });
  expect(judge(check, aState({ networks })).found).toBe('There is no container `db`.');
});

test('what is asked for is said in one sentence', () => {
  const check = aCheck({ kind: 'network', name: 'shop', driver: 'bridge', internal: true, containers: ['web', 'db'] });
  expect(judge(check, aState()).expected).toBe(
    'A network `shop` that has the driver `bridge`, is internal, has `web`, `db` attached to it.',
  );
  const away = aCheck({ kind: 'network', name: 'shop', exists: false });
  expect(judge(away, aState())).toMatchObject({ expected: 'No network `shop`.', found: 'There is none.' });
});

test('networks that could not be read make it undecided', () => {
  const state = aState({ unread: new Map([['networks', 'No engine.']]) });
  expect(judge(shop, state)).toMatchObject({ outcome: 'undecided', found: 'No engine.' });
});
