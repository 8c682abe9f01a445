import { expect, test } from 'vitest';
import type { ContainerFact } from '../../protocol/checks.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import { readContainers } from './read-containers.ts';

test('the logs of a named container are read, however many newer ones have the same image', async () => {
  const names = ['n7', 'n6', 'n5', 'n4', 'n3', 'n2', 'orders'];
  const engine: Pick<InnerEngine, 'containers' | 'inspectContainer' | 'logsTail' | 'changes'> = {
    containers: () =>
      Promise.resolve(
        names.map((name, i) => ({
          ...{ id: `id-${name}`, name, image: 'busybox', imageId: 'sha256:1', state: 'running', status: 'Up' },
          ...{ createdAtMs: 1000 - i, labels: new Map<string, string>(), networks: [], volumes: [] },
        })),
      ),
    inspectContainer: () => Promise.resolve(undefined as never),
    logsTail: (id) => Promise.resolve(`said by ${id}`),
    changes: () => Promise.resolve([]),
  };
  const fact = { kind: 'container', name: 'orders', image: 'busybox', logs: 'order' } as ContainerFact;
  const found = await readContainers(engine as InnerEngine, [fact], [], []);
  expect(found.filter(({ logs }) => logs !== undefined).map(({ name }) => name)).toEqual([
    ...['n7', 'n6', 'n5', 'n4'],
    'orders',
  ]);
});
