import { expect, test } from 'vitest';
import { checkResultSchema, type CheckResult } from '../../protocol/checks.ts';
import { asker } from './_util/ask-checks.ts';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

/** Questions whose answers are on the machine, and Compose projects, against a real engine. */
const question = (id: string, of: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  ...{ id, title: id, kind: 'answer', question: 'What is it?', of },
  ...more,
});

test('answers are graded by the state at the moment when they are given', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id } = await client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  await ask.sh(`
    docker network create shop
    docker run -d --name web --network shop -p 80 -e MODE=dev -v data:/data busybox sh -c 'echo "token: s3cret"; sleep 1000'
    docker run --name crash busybox sh -c 'exit 42' || true
    echo "open sesame" > secret`);
  const checks = [
    question('address', { container: 'web', value: 'address' }),
    question('exit', { container: 'crash', value: 'exitCode' }),
    question('port', { container: 'web', portOf: 80 }),
    question('mode', { container: 'web', env: 'MODE' }),
    question('token', { container: 'web', logAfter: 'token: ' }),
    question('size', { image: 'busybox', value: 'size' }),
    question('subnet', { network: 'shop', value: 'subnet' }),
    question('place', { volume: 'data', value: 'mountpoint' }),
    question('version', { engine: 'version' }),
    question('count', { count: 'containers' }, { after: 'mode' }),
    question('file', { file: 'secret' }),
    question('nobody', { container: 'nobody', value: 'id' }),
    { ...question('quiz', {}), of: undefined, kind: 'quiz', choices: quizChoices },
    { id: 'later', title: 'later', kind: 'container', name: 'web', after: 'quiz' },
  ];
  await client.call('PUT', `/v1/sandboxes/${id}/checks`, { checks, passed: [] });
  const answer = async (check: string, given: unknown): Promise<CheckResult> => {
    const { status, json } = await client.call('POST', `/v1/sandboxes/${id}/checks/${check}/answer`, given);
    expect(status).toBe(200);
    return checkResultSchema.parse(json);
  };
  const before = await client.runChecks(id);
  expect(before.filter(({ verdict }) => verdict !== 'fail').map((r) => [r.id, r.verdict])).toEqual([
    ['count', 'waiting'],
    ['later', 'waiting'],
  ]);
  expect(before[0]).toMatchObject({ expected: 'What is it?', found: 'You have not answered yet.' });

  expect(await answer('address', { answer: '10.9.8.7' })).toMatchObject({
    ...{ verdict: 'fail', found: '`10.9.8.7` is not right.', lookAt: 'docker inspect web' },
  });
  // What was said about an answer stays, whatever happens on the machine.
  await ask.sh('docker network create other');
  expect((await client.runChecks(id))[0]?.found).toBe('`10.9.8.7` is not right.');
  const typed = {
    address: `docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' web`,
    exit: 'echo 42',
    port: 'docker port web 80 | head -1',
    mode: 'echo dev',
    token: 'echo s3cret',
    size: `docker images --format '{{.Size}}' busybox`,
    subnet: `docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' shop`,
    place: `docker volume inspect -f '{{.Mountpoint}}' data`,
    version: `docker version -f '{{.Server.Version}}'`,
    count: 'docker ps -aq | wc -l',
    file: 'cat secret',
  };
  for (const [check, command] of Object.entries(typed)) {
    const result = await answer(check, { answer: await ask.sh(command) });
    expect([check, result.verdict]).toEqual([check, 'pass']);
  }
  expect((await answer('nobody', { answer: 'x' })).found).toContain('There is no container `nobody`');
  expect((await answer('nobody', { right: true })).verdict).toBe('fail');

  // A quiz is graded elsewhere; the machine is told, and what comes after it is graded.
  expect((await client.call('POST', `/v1/sandboxes/${id}/checks/quiz/pass`)).status).toBe(204);
  await until('both', async () => {
    const after = await client.runChecks(id);
    return ['quiz', 'later'].every((check) => after.find((r) => r.id === check)?.verdict === 'pass');
  });

  // Proofs of lessons give what is right.
  await client.call('PUT', `/v1/sandboxes/${id}/checks`, { checks, passed: ['mode'] });
  for (const check of Object.keys(typed)) expect((await answer(check, { right: true })).verdict).toBe('pass');
  expect(await client.refusal('POST', `/v1/sandboxes/${id}/checks/none/answer`, { answer: 'x' })).toBe('not_found');
  expect(await client.refusal('POST', `/v1/sandboxes/${id}/checks/mode/answer`, { right: false })).toBe('bad_request');
});

const quizChoices = [
  { id: 'a', text: 'A', right: true, why: 'a' },
  { id: 'b', text: 'B', why: 'b' },
];

test('Compose projects', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  const shop = (more: Record<string, unknown> = {}) => ({ kind: 'compose', project: 'shop', ...more });
  await ask.fails(shop(), 'Nothing here was started by Compose.');
  await ask.sh(`mkdir -p shop && cd shop && cat > compose.yaml <<'END'
services:
  app:
    image: busybox
    command: sleep 1000
    stop_grace_period: 0s
  db:
    image: busybox
    command: sleep 1000
    stop_grace_period: 0s
    healthcheck: { test: test -e /tmp/up, interval: 1s, retries: 1 }
  job:
    image: busybox
    command: "false"
END
docker compose up -d --scale app=2 2>&1`);
  await ask.passes(shop({ services: { job: { state: 'exited' } } }));
  await ask.allPass([
    shop({ services: { app: { replicas: 2, image: 'busybox', health: 'none' } } }),
    shop({ file: 'shop/compose.yaml' }),
    shop({ only: true, services: { app: {}, db: {}, job: { state: 'exited' } } }),
    { kind: 'compose', project: 'other', exists: false },
  ]);
  await ask.allFail([
    [{ kind: 'compose', project: 'shp' }, 'there are `shop`'],
    [shop({ services: { web: {} } }), 'The service `web` has no container; there are'],
    [shop({ services: { job: {} } }), /of the service `job` has ended/],
    [shop({ services: { app: { replicas: 3 } } }), 'The service `app` has 2 containers, not 3.'],
    [shop({ services: { app: { image: 'nginx' } } }), 'was made from the image `busybox`, not `nginx`'],
    [shop({ services: { app: { health: 'healthy' } } }), 'has no health check'],
    [shop({ services: { db: { health: 'healthy' } } }), /has the health `(starting|unhealthy)`/],
    [shop({ only: true, services: { app: {}, db: {} } }), 'There is also the service `job`.'],
    [shop({ file: 'compose.prod.yaml' }), '/home/learner/shop/compose.yaml'],
    [shop({ exists: false }), 'It still has 4 containers'],
  ]);
  await ask.sh('docker exec shop-db-1 touch /tmp/up');
  await ask.passes(shop({ services: { db: { health: 'healthy' } } }));
  await ask.passes({ kind: 'happened', what: 'healthy', name: 'shop-db-1' });
  await ask.sh('cd shop && docker compose down 2>&1');
  await ask.passes(shop({ exists: false }));
});
