import { expect, test } from 'vitest';
import { emptySnapshot, type SwarmFacts } from './facts.ts';
import { judge } from './judge.ts';
import { aCheck, aNetwork, aState } from './made-up-states.ts';

const node = (name: string, more: Partial<SwarmFacts['nodes'][number]> = {}) => ({
  ...{ id: `id-${name}`, name, role: 'worker', availability: 'active', state: 'ready', ...more },
});
const web = {
  ...{ id: 's1', name: 'web', image: 'nginx:latest', isGlobal: false, replicas: 2, publishes: [8080] },
  ...{ networks: [aNetwork('front').id], update: '' },
};
const task = (on: string, state = 'running', error = '') => ({
  ...{ serviceId: 's1', nodeId: `id-${on}`, desired: state === 'running' ? 'running' : 'shutdown', state, error },
});
const swarm: SwarmFacts = {
  ...emptySnapshot.swarm,
  ...{ isInSwarm: true, isManager: true, isKnown: true },
  nodes: [node('node1', { role: 'manager' }), node('node2'), node('node3', { state: 'down', availability: 'drain' })],
  services: [web],
  tasks: [task('node1'), task('node2'), task('node3', 'shutdown', 'node is gone')],
};
const alone = emptySnapshot.swarm;
const worker = { ...swarm, isManager: false, isKnown: false, nodes: [], services: [], tasks: [] };
const said = (fact: Record<string, unknown>, state: SwarmFacts = swarm) =>
  judge(aCheck(fact), aState({ swarm: state, networks: [aNetwork('front')] }));

test.each<[Record<string, unknown>, SwarmFacts?]>([
  [{ kind: 'swarm' }],
  [{ kind: 'swarm', manager: true, managers: 1, workers: 1 }],
  [{ kind: 'swarm', manager: false }, worker],
  [{ kind: 'swarm', active: false }, alone],
  [{ kind: 'node', name: 'node2', role: 'worker', availability: 'active', state: 'ready', tasks: 1 }],
  [{ kind: 'node', name: 'node9', exists: false }],
  [{ kind: 'service', name: 'web' }],
  [{ kind: 'service', name: 'web', image: 'nginx', replicas: 2, running: 2, mode: 'replicated', publishes: [8080] }],
  [{ kind: 'service', name: 'web', networks: ['front'], nodesAtLeast: 2, on: ['node2'], notOn: ['node3'] }],
  [{ kind: 'service', name: 'api', exists: false }],
])('passes: %j', (fact, state) => {
  expect(said(fact, state).outcome).toBe('pass');
});

test.each<[Record<string, unknown>, string, string, SwarmFacts?]>([
  [{ kind: 'swarm' }, 'It is in no swarm.', 'docker info', alone],
  [{ kind: 'swarm', active: false }, 'It is still in a swarm, as a manager.', 'docker node ls'],
  [{ kind: 'swarm', manager: true }, 'It is a worker.', 'docker info', worker],
  [{ kind: 'swarm', workers: 2 }, 'It has 1 manager and 1 worker up.', 'docker node ls'],
  [
    { kind: 'swarm', workers: 2 },
    'This machine is no manager, and only managers know the nodes.',
    'docker info',
    worker,
  ],
  [
    { kind: 'node', name: 'node4' },
    'There is no node with this name; there are `node1`, `node2`, `node3`.',
    'docker node ls',
  ],
  [{ kind: 'node', name: 'node2' }, 'This machine is in no swarm.', 'docker node ls', alone],
  [{ kind: 'node', name: 'node2', role: 'manager' }, 'It is a worker.', 'docker node ls'],
  [{ kind: 'node', name: 'node2', availability: 'drain' }, 'It has the availability `active`.', 'docker node ls'],
  [{ kind: 'node', name: 'node3', state: 'ready' }, 'It is `down`.', 'docker node ls'],
  [{ kind: 'node', name: 'node2', tasks: 0 }, 'It runs 1 task.', 'docker node ps node2'],
  [{ kind: 'node', name: 'node2', exists: false }, 'It is still there.', 'docker node ls'],
  [{ kind: 'service', name: 'api' }, 'There is no service with this name; there are `web`.', 'docker service ls'],
  [
    { kind: 'service', name: 'web', image: 'app' },
    'It is made from `nginx:latest`.',
    'docker service inspect --pretty web',
  ],
  [{ kind: 'service', name: 'web', mode: 'global' }, 'It is replicated.', 'docker service ls'],
  [{ kind: 'service', name: 'web', replicas: 3 }, 'It has 2 replicas.', 'docker service ls'],
  [{ kind: 'service', name: 'web', publishes: [80] }, 'It publishes 8080.', 'docker service inspect --pretty web'],
  [
    { kind: 'service', name: 'web', networks: ['back'] },
    'It is attached to `front`.',
    'docker service inspect --pretty web',
  ],
  [
    { kind: 'service', name: 'web', running: 3 },
    '2 tasks of it run, not 3; one says `node is gone`.',
    'docker service ps web',
  ],
  [
    { kind: 'service', name: 'web', update: 'completed' },
    'It has not been updated.',
    'docker service inspect --pretty web',
  ],
  [{ kind: 'service', name: 'web', nodesAtLeast: 3 }, 'Its tasks run on `node1`, `node2`.', 'docker service ps web'],
  [{ kind: 'service', name: 'web', on: ['node3'] }, 'Its tasks run on `node1`, `node2`.', 'docker service ps web'],
  [{ kind: 'service', name: 'web', notOn: ['node2'] }, 'A task of it runs on `node2`.', 'docker service ps web'],
  [{ kind: 'service', name: 'web', exists: false }, 'It is still there.', 'docker service ls'],
])('fails: %j', (fact, found, lookAt, state) => {
  expect(said(fact, state)).toMatchObject({ outcome: 'fail', found, lookAt });
});

test.each([
  [{ kind: 'swarm', managers: 1, workers: 2 }, 'This machine is in a swarm, with 1 manager up, with 2 workers up.'],
  [
    { kind: 'node', name: 'a', availability: 'drain', tasks: 0 },
    'A node `a` in the swarm that has the availability `drain`, runs 0 tasks.',
  ],
  [
    { kind: 'service', name: 'web', replicas: 3, nodesAtLeast: 2 },
    'A service `web` that has 3 replicas, runs on at least 2 nodes.',
  ],
])('what is asked for: %j', (fact, expected) => {
  expect(said(fact).expected).toBe(expected);
});
