import { z } from 'zod';
import { siteUrl } from './env.ts';
import { expect, helloWorld, startByApi, test } from './fixtures.ts';
import { anotherMachine, rewind } from './rewind.ts';

const lesson = '/learn/first-steps/list-inspect-remove';

test('a jump leads to where the step begins; what was jumped over gets no tick, what is done there does', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(lesson);
  await learner.startMachine();
  await learner.type('docker run --name visit busybox echo "I was here"; touch before-the-jump');
  await expect(learner.check('visit')).toContainText('Done');

  const dialog = await rewind(page, 'Jump to a step');
  await dialog.getByRole('button', { name: 'Now you: clear the machine' }).click();
  await expect(page.getByRole('heading', { name: 'Now you: clear the machine' })).toBeVisible();
  await anotherMachine(learner);
  await learner.type('ls; docker ps -a --format "{{.Names}}" | sort | xargs; echo end-$((40+2))');
  await expect.poll(learner.screen).toContain('end-42');
  expect(await learner.screen()).toMatch(/^greeting report-2 visit\s*$/m);
  expect(await learner.screen()).not.toContain('before-the-jump');

  await learner.type('docker rm $(docker ps -aq)');
  await expect(learner.check('empty')).toContainText('Done');
  await page.getByRole('link', { name: /^Step 3/ }).click();
  await expect(learner.check('repaired')).toContainText('You jumped over this step');
  await expect(learner.check('repaired')).not.toContainText('Done');
  await page.getByRole('link', { name: /^Step 1/ }).click();
  await expect(learner.check('visit')).toContainText('Done');
});

test('a step is reset, and that is undone', async ({ learner }) => {
  const { page } = learner;
  await learner.open(`${helloWorld}#again`);
  await page.getByRole('button', { name: 'Start at step 3, with the steps before it done' }).click();
  await anotherMachine(learner);
  await learner.type('docker ps -a --format "{{.Image}}" | xargs; touch mine');
  await expect.poll(learner.screen).toMatch(/^hello-world\s*$/m);

  const asked = await rewind(page, 'Reset this step');
  await expect(asked).toContainText('Your machine as it is now is kept');
  await asked.getByRole('button', { name: 'Reset this step' }).click();
  await anotherMachine(learner);
  await learner.type('ls | wc -l; echo end-$((40+2))');
  await expect.poll(learner.screen).toMatch(/^0\s*\n\s*end-42/m);

  const undo = await rewind(page, 'Undo');
  await expect(undo).toContainText('before going to step 3, just now');
  await undo.getByRole('button', { name: 'Undo', exact: true }).click();
  await anotherMachine(learner);
  await learner.type('ls');
  await expect.poll(learner.screen).toMatch(/^mine\s*$/m);
});

test('a checkpoint of one’s own: saved, gone back to with what ran, deleted', async ({ learner }) => {
  const { page } = learner;
  await learner.open(lesson);
  await learner.startMachine();
  await learner.type('docker volume create kept; docker network create lab; echo one > note; echo end-$((40+2))');
  await expect.poll(learner.screen).toContain('end-42');

  const dialog = await rewind(page, 'Checkpoints');
  await expect(dialog).toContainText('You have none in this lesson yet.');
  await dialog.getByLabel('Name for a new one').fill('  before the mess ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('listitem')).toContainText(['before the mess']);
  await expect(dialog).toContainText('1 of 6 of your own');
  await page.keyboard.press('Escape');
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('docker rm -f clock; docker volume rm kept; docker network rm lab; rm note; echo end-$((50+2))');
  await expect.poll(learner.screen).toContain('end-52');

  const again = await rewind(page, 'Checkpoints');
  await again.getByRole('button', { name: 'Go back to before the mess' }).click();
  await again.getByRole('button', { name: 'Go back to it' }).click();
  await anotherMachine(learner);
  await learner.type(
    'cat note; docker ps --format "{{.Names}}"; docker volume ls -q; docker network ls -qf name=lab | wc -l',
  );
  await expect.poll(learner.screen).toMatch(/^one\s*\n\s*clock\s*\n\s*kept\s*\n\s*1\s*$/m);

  // A copy beside it: the lesson's own machine is still there afterwards.
  const copy = await rewind(page, 'Checkpoints');
  await copy.getByRole('button', { name: 'Open a copy of before the mess in free play' }).click();
  await page.waitForURL('**/play');
  await expect.poll(learner.screen).toContain('learner@');
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('clear; cat note; docker ps --format "{{.Names}}"; rm note; echo end-$((60+2))');
  await expect.poll(learner.screen).toMatch(/^one\s*\n\s*clock\s*\n\s*end-62/m);
  await learner.open(lesson);
  await expect.poll(learner.screen).toContain('learner@');
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('clear; cat note; echo end-$((70+2))');
  await expect.poll(learner.screen).toMatch(/^one\s*\n\s*end-72/m);

  const last = await rewind(page, 'Checkpoints');
  await expect(last.getByRole('listitem')).toContainText(['Before going back to “before the mess”', 'before the mess']);
  await last.getByRole('button', { name: 'Delete before the mess' }).click();
  await last.getByRole('button', { name: 'Delete it' }).click();
  await expect(last.getByRole('listitem')).toHaveCount(1);
});

test('a learner keeps six checkpoints, and only their own', async ({ learner, browser }) => {
  const { context } = learner;
  const lease = await startByApi(context);
  const path = `${siteUrl()}/api/leases/${lease.id}/checkpoints`;
  const headers = { origin: siteUrl() };
  const save = (name: unknown) => context.request.post(path, { headers, data: { name } });
  for (let count = 0; count < 6; count++) expect((await save(`more ${count}`)).status()).toBe(200);
  const refused = await save('one too many');
  expect(refused.status()).toBe(429);
  expect(await refused.text()).toContain('You have 6 checkpoints, in all lessons together');
  for (const bad of ['', '   ', 'x'.repeat(81), 7]) expect((await save(bad)).status()).toBe(400);
  const jump = await context.request.post(`${siteUrl()}/api/leases/${lease.id}/jump`, {
    headers,
    data: { step: 'no' },
  });
  expect(await jump.text()).toContain('The lesson has changed. Reload the page.');

  const list = z.object({ checkpoints: z.array(z.object({ id: z.string() })) });
  const { checkpoints } = list.parse(await (await context.request.get(path)).json());
  expect(checkpoints).toHaveLength(6);
  const otherContext = await browser.newContext();
  const other = await startByApi(otherContext);
  const foreign = `${siteUrl()}/api/leases/${other.id}/checkpoints/${checkpoints[0]?.id ?? ''}`;
  expect((await context.request.delete(foreign, { headers })).status()).toBe(404);
  await otherContext.request.delete(`${siteUrl()}/api/lessons/first-steps/hello-world/lease`, { headers });
  await otherContext.close();
  for (const { id } of checkpoints)
    expect((await context.request.delete(`${path}/${id}`, { headers })).status()).toBe(200);
});
