import { expect, test } from 'vitest';
import type { ContainerFacts } from './facts.ts';
import { judge } from './judge.ts';
import { aCheck, aContainer, aState } from './made-up-states.ts';

function member(service: string, index = 1, facts: Partial<ContainerFacts> = {}, project = 'shop'): ContainerFacts {
  const labels = new Map([
    ['com.docker.compose.project', project],
    ['com.docker.compose.service', service],
    ['com.docker.compose.oneoff', 'False'],
    ['com.docker.compose.project.config_files', `/home/learner/${project}/compose.yaml`],
  ]);
  const plain = { state: 'running', status: 'Up 3 minutes', labels };
  return aContainer(`${project}-${service}-${index}`, 'nginx:1.27', {
    ...plain,
    ...facts,
  } as Partial<ContainerFacts> & {
    details?: never;
  });
}
const shop = (more: Record<string, unknown> = {}) => aCheck({ kind: 'compose', project: 'shop', ...more });
const ended = { state: 'exited', status: 'Exited (1)' };

test.each<[string, Record<string, unknown>, ContainerFacts[]]>([
  ['is there', {}, [member('web')]],
  ['services', { services: { web: {}, db: { state: 'exited' } } }, [member('web'), member('db', 1, ended)]],
  ['replicas', { services: { web: { replicas: 2 } } }, [member('web'), member('web', 2)]],
  ['image', { services: { web: { image: 'nginx:1.27' } } }, [member('web')]],
  ['health', { services: { web: { health: 'healthy' } } }, [member('web', 1, { status: 'Up 1 second (healthy)' })]],
  ['no health', { services: { web: { health: 'none' } } }, [member('web')]],
  ['only', { services: { web: {} }, only: true }, [member('web')]],
  ['file', { file: 'shop/compose.yaml' }, [member('web')]],
  ['is gone', { exists: false }, [member('web', 1, {}, 'other')]],
])('a project passes: %s', (_, more, containers) => {
  expect(judge(shop(more), aState({ containers })).outcome).toBe('pass');
});

const ps = 'docker compose -p shop ps -a';
test.each<[string, Record<string, unknown>, ContainerFacts[], string, string]>([
  ['nothing', {}, [], 'Nothing here was started by Compose.', 'docker compose ls --all'],
  [
    'another',
    {},
    [member('web', 1, {}, 'store')],
    'There is no project `shop`; there are `store`, named after the folder of the Compose file.',
    'docker compose ls --all',
  ],
  [
    'no such service',
    { services: { app: {} } },
    [member('web'), member('db')],
    'The service `app` has no container; there are `web`, `db`.',
    ps,
  ],
  [
    'ended',
    { services: { db: {} } },
    [member('db', 1, ended)],
    'The container `shop-db-1` of the service `db` has ended with exit code 0.',
    ps,
  ],
  ['too few', { services: { web: { replicas: 3 } } }, [member('web')], 'The service `web` has 1 container, not 3.', ps],
  [
    'another image',
    { services: { web: { image: 'app' } } },
    [member('web')],
    'The service `web` was made from the image `nginx:1.27`, not `app`.',
    ps,
  ],
  [
    'ill',
    { services: { web: { health: 'healthy' } } },
    [member('web', 1, { status: 'Up 9 seconds (unhealthy)' })],
    'The container `shop-web-1` of the service `web` has the health `unhealthy`.',
    ps,
  ],
  [
    'no health check',
    { services: { web: { health: 'healthy' } } },
    [member('web')],
    'The container `shop-web-1` of the service `web` has no health check.',
    ps,
  ],
  [
    'one too many',
    { services: { web: {} }, only: true },
    [member('web'), member('old')],
    'There is also the service `old`.',
    ps,
  ],
  [
    'another file',
    { file: 'compose.prod.yaml' },
    [member('web')],
    'It was started from `/home/learner/shop/compose.yaml`.',
    'docker compose ls --all',
  ],
  [
    'still there',
    { exists: false },
    [member('web')],
    'It still has 1 container: `shop-web-1`.',
    'docker compose ls --all',
  ],
])('a project fails: %s', (_, more, containers, found, lookAt) => {
  expect(judge(shop(more), aState({ containers }))).toMatchObject({ outcome: 'fail', found, lookAt });
});

test('what is asked for is said', () => {
  const check = shop({ services: { app: { replicas: 3 }, db: { health: 'healthy' } }, only: true });
  expect(judge(check, aState()).expected).toBe(
    'A Compose project `shop` with only the services `app` (running, 3 containers), `db` (running, healthy).',
  );
  expect(judge(shop({ exists: false }), aState()).expected).toBe('No Compose project `shop`.');
});
