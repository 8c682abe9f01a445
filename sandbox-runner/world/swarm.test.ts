import { expect, test } from 'vitest';
import { worldCaps } from '../../protocol/world.ts';
import type { EngineInfo, ListedTask } from '../docker/world-schemas.ts';
import { swarmRole, swarmView } from './swarm.ts';

const info = (Swarm: EngineInfo['Swarm']): EngineInfo => ({ Name: 'm', ServerVersion: '26', Swarm });
const task = (ID: string, DesiredState: string, UpdatedAt: number): ListedTask => ({
  ...{ ID, ServiceID: 's', NodeID: 'n', Slot: 1, DesiredState, UpdatedAt },
  Status: { State: DesiredState, Err: ID === 'a' ? 'no such image' : undefined, ContainerStatus: null },
});

test('the role in a swarm', () => {
  expect(swarmRole(info(null))).toBe('none');
  expect(swarmRole(info({ LocalNodeState: 'inactive', ControlAvailable: false }))).toBe('none');
  expect(swarmRole(info({ LocalNodeState: 'active', ControlAvailable: true }))).toBe('manager');
  expect(swarmRole(info({ LocalNodeState: 'active', ControlAvailable: false }))).toBe('worker');
  expect(swarmRole(info({ LocalNodeState: 'locked', ControlAvailable: false }))).toBe('locked');
});

test('tasks that should run come first, then the latest, and not too many', () => {
  const old = Array.from({ length: worldCaps.tasks }, (_, i) => task(`old${i}`, 'shutdown', i));
  const { tasks, moreTasks } = swarmView({ nodes: [], services: [], tasks: [...old, task('a', 'running', 0)] });
  expect(tasks[0]).toMatchObject({ id: 'a', message: 'no such image', containerId: '' });
  expect(tasks[1]?.id).toBe(`old${worldCaps.tasks - 1}`);
  expect(moreTasks).toBe(1);
});

test('a service: replicas or one on every node, published ports only', () => {
  const Labels = { project: '', service: '', stack: 'shop', isAnonymous: false };
  const TaskTemplate = { ContainerSpec: { Image: 'nginx:1@sha256:abc' } };
  const { services } = swarmView({
    ...{ nodes: [], tasks: [] },
    services: [
      {
        ID: 'a',
        Spec: { Name: 'web', Labels, Mode: { Replicated: { Replicas: 3 } }, TaskTemplate },
        Endpoint: {
          Ports: [
            { Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080 },
            { Protocol: 'tcp', TargetPort: 1 },
          ],
        },
        ServiceStatus: { RunningTasks: 2 },
      },
      { ID: 'b', Spec: { Name: 'each', Labels, Mode: {}, TaskTemplate: {} } },
    ],
  });
  expect(services).toEqual([
    {
      ...{ id: 'a', name: 'web', image: 'nginx:1', replicas: 3, running: 2, stack: 'shop' },
      ports: [{ port: 8080, privatePort: 80, protocol: 'tcp' }],
    },
    { id: 'b', name: 'each', image: '', replicas: null, running: 0, stack: 'shop', ports: [] },
  ]);
});
