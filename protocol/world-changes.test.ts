import { expect, test } from 'vitest';
import { worldChangesSchema, type World, type WorldNetwork } from './world.ts';
import { changesBetween, withChanges } from './world-changes.ts';

const network = (id: string, parts: Partial<WorldNetwork> = {}): WorldNetwork => ({
  ...{ id, name: id, driver: 'bridge', scope: 'local', subnets: [], gateway: '', isInternal: false },
  ...{ isAttachable: false, project: '' },
  ...parts,
});
const world = (parts: Partial<World> = {}): World => ({
  engine: { state: 'answering', sentence: '', name: 'm', version: '1', swarm: 'none' },
  more: { containers: [], images: 0, networks: 0, volumes: 0, tasks: 0 },
  ...{
    containers: [],
    ports: [],
    images: [],
    layers: [],
    networks: [],
    volumes: [],
    nodes: [],
    services: [],
    tasks: [],
  },
  ...parts,
});

test('two equal worlds have no changes', () => {
  expect(changesBetween(world({ networks: [network('a')] }), world({ networks: [network('a')] }))).toBeNull();
});

test('what came, changed and went is sent, and made again on the other side', () => {
  const before = world({ networks: [network('a'), network('b'), network('c')] });
  const after = world({
    networks: [network('c'), network('b', { isInternal: true }), network('d')],
    engine: { ...before.engine, state: 'silent', sentence: 'no' },
    more: { ...before.more, images: 3 },
  });
  const changes = changesBetween(before, after);
  expect(changes).toEqual({
    engine: after.engine,
    more: after.more,
    networks: { set: [network('b', { isInternal: true }), network('d')], gone: ['a'] },
  });
  const made = withChanges(before, worldChangesSchema.parse(JSON.parse(JSON.stringify(changes))));
  const sorted = (w: World): World => ({ ...w, networks: [...w.networks].sort((x, y) => x.id.localeCompare(y.id)) });
  expect(sorted(made)).toEqual(sorted(after));
});

test('what did not change stays the same object', () => {
  const before = world({ networks: [network('a'), network('b')], volumes: [] });
  const made = withChanges(before, { networks: { set: [network('b', { driver: 'overlay' })], gone: [] } });
  expect(made.networks[0]).toBe(before.networks[0]);
  expect(made.volumes).toBe(before.volumes);
});

test('changes that name what is not there do no harm', () => {
  expect(withChanges(world(), { networks: { set: [], gone: ['x'] } }).networks).toEqual([]);
});
