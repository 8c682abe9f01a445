import { access } from 'node:fs/promises';
import type { z } from 'zod';
import { expect, test } from 'vitest';
import { newId } from '../../protocol/ids.ts';
import type { recipeSchema } from '../../protocol/recipes.ts';
import type { TypedAction } from '../../protocol/typing.ts';
import { sandboxRequest } from './_util/runner-client.ts';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

type RecipeInput = z.input<typeof recipeSchema>;

const lines = (...typed: string[]): TypedAction[] =>
  typed.map((shown, index) => ({ kind: 'type', text: `${shown}\r`, shown, line: index + 1 }));

/** What a machine of this lesson has from the start. */
const machine = {
  presentImages: ['busybox'],
  files: [{ path: 'data/note.txt', contentBase64: Buffer.from('note').toString('base64') }],
  setup: ['touch set-up'],
  checks: [
    { id: 'web', title: 'web runs', kind: 'container', name: 'web', state: 'running' },
    { id: 'gone', title: 'web is gone', kind: 'container', name: 'web', exists: false, after: 'web' },
  ],
} satisfies Partial<RecipeInput>;

/** In its steps something is made, it is used, and it is gone. */
const recipe: RecipeInput = {
  ...machine,
  lesson: 'test/steps',
  steps: [
    { id: 'read', checks: [], typed: [] },
    {
      id: 'make',
      checks: ['web'],
      typed: lines(
        'docker network create lab && docker volume create kept',
        "docker run -d --name web --network lab -v kept:/kept busybox sh -c 'echo made > /kept/file; exec sleep 1000'",
        'echo typed > typed.txt',
      ),
    },
    { id: 'clear', checks: ['gone'], typed: lines('docker rm -f web') },
    { id: 'end', checks: [], typed: [] },
  ],
};
const key = (letter: string): string => letter.repeat(32);

test('the beginning of every step is made ahead of time, and a machine starts there', async () => {
  await using runner = await testRunner();
  const { client, ground } = runner;
  await client.recipe(key('a'), recipe);
  await until('all steps made', async () => (await client.recipes())[0]?.made.length === 4, 120_000);
  expect((await client.recipes())[0]).toMatchObject({ problem: null, made: ['read', 'make', 'clear', 'end'] });
  const volumes = (await ground.storage.list()).filter((name) => name.startsWith(`step-${key('a')}`));
  expect(volumes).toEqual([`step-${key('a')}-2`, `step-${key('a')}-3`]);

  const start = (step: string, more = {}) =>
    client.create({ ...machine, fromStep: { recipe: key('a'), step }, ...more });
  const look = 'ls; docker ps -a --format {{.Names}}:{{.State}}; docker network ls -q -f name=lab | wc -l';
  const make = await start('make');
  expect((await runner.sh(make.id, look)).stdout).toBe('data\nset-up\n0\n');
  const clear = await start('clear', { skipped: ['web'] });
  expect((await runner.sh(clear.id, look)).stdout).toBe('data\nset-up\ntyped.txt\nweb:running\n1\n');
  expect((await runner.sh(clear.id, 'docker exec web cat /kept/file')).stdout).toBe('made\n');
  const verdicts = async (id: string) => (await client.runChecks(id)).map((r) => `${r.id} ${r.verdict}`);
  expect(await verdicts(clear.id)).toEqual(['web skipped', 'gone fail']);
  await runner.sh(clear.id, 'docker rm -f web');
  expect(await verdicts(clear.id)).toEqual(['web skipped', 'gone pass']);

  await client.wantRecipes([]);
  expect(await client.recipes()).toEqual([]);
  for (const name of volumes) await expect(access(ground.storage.path(name))).rejects.toThrow('ENOENT');
});

test('what is not made yet is done for the learner, who sees it', async () => {
  await using runner = await testRunner({ SLIPWAY_CAPACITY: '1' });
  const { client } = runner;
  await client.recipe(key('b'), recipe);
  const details = new Set<string>();
  const leaseId = newId();
  const created = client.create({ ...machine, leaseId, fromStep: { recipe: key('b'), step: 'end' } });
  const watching = setInterval(() => {
    void client.list().then((all) => details.add(all.find((s) => s.leaseId === leaseId)?.detail ?? ''));
  }, 50);
  const sandbox = await created.finally(() => clearInterval(watching));
  expect([...details]).toContain('Doing the steps before, 1 of 2 for you: echo typed > typed.txt');
  expect((await runner.sh(sandbox.id, 'cat typed.txt; docker ps -aq; docker volume ls -q')).stdout).toBe(
    'typed\nkept\n',
  );
  await client.wantRecipes([]);
});

test('a machine replaces another one: the old one says so at once and leaves nothing', async () => {
  await using runner = await testRunner({ SLIPWAY_MAX_PER_OWNER: '1' });
  const { client, engine } = runner;
  const first = await client.create();
  const second = await client.create({ owner: first.owner, replaces: first.id });
  expect(await client.get(first.id)).toMatchObject({ state: 'stopped', stopReason: 'reset' });
  await until('the old one is gone', async () =>
    (await engine.listContainers()).every((c) => c.sandboxId !== first.id),
  );
  expect(await client.get(second.id)).toMatchObject({ state: 'ready' });
  const foreign = sandboxRequest({ replaces: second.id });
  expect(await client.refusal('POST', '/v1/sandboxes', foreign)).toBe('forbidden');
});

test('a solution that does not lead where it should makes no step, and says why', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const steps = [
    { id: 'one', checks: ['web'], typed: lines('docker ps') },
    { id: 'two', checks: [], typed: [] },
  ];
  await client.recipe(key('c'), { ...recipe, steps });
  await until('a problem', async () => (await client.recipes())[0]?.problem != null, 120_000);
  const [status] = await client.recipes();
  expect(status?.made).toEqual(['one']);
  expect(status?.problem).toContain('after the solution of step one, not green: web');

  const stuck = [{ id: 'one', checks: [], typed: lines('docker run -it busybox sh') }, steps[1]];
  await client.recipe(key('d'), { ...recipe, steps: stuck } as RecipeInput);
  await until('a problem', async () => (await client.recipes())[0]?.problem != null, 120_000);
  expect((await client.recipes())[0]?.problem).toContain('a step ends at the prompt of the machine');
  const request = sandboxRequest({ ...machine, fromStep: { recipe: key('d'), step: 'two' } });
  expect(await client.refusal('POST', '/v1/sandboxes', request)).toBe('bad_request');
  await client.wantRecipes([]);
});

test('a runner that ends waits for nobody who does steps, itself or for a learner', async () => {
  const steps = [
    { id: 'one', checks: [], typed: lines('sleep 1000') },
    { id: 'two', checks: [], typed: [] },
  ];
  {
    await using runner = await testRunner();
    await runner.client.recipe(key('e'), { ...recipe, steps });
    await until('one is being made', async () => (await runner.engine.listContainers()).length > 0);
    await runner.close();
    expect(await runner.engine.listContainers()).toEqual([]);
  }
  await using runner = await testRunner({ SLIPWAY_CAPACITY: '1' });
  const { client } = runner;
  await client.recipe(key('e'), { ...recipe, steps });
  const request = sandboxRequest({ ...machine, fromStep: { recipe: key('e'), step: 'two' } });
  const refused = client.refusal('POST', '/v1/sandboxes', request);
  await until('it is being done', async () =>
    (await client.list()).some(({ leaseId, detail }) => leaseId === request.leaseId && detail.includes('sleep 1000')),
  );
  await runner.close();
  expect(await refused).toBe('bad_request');
});
