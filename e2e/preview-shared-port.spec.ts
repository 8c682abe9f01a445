import { previewAccessSchema } from '../protocol/preview.ts';
import { siteUrl } from './env.ts';
import { expect, helloWorld, test } from './fixtures.ts';
import { ask } from './preview-requests.ts';
import { runServer, writeServer } from './preview-server.ts';

test('for a page that was opened by an address, previews have the second port, with WebSockets and without names', async ({
  learner,
}) => {
  const { page, context } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  const [cookie] = (await context.cookies(siteUrl())).filter(({ name }) => name === 'slipway_learner');
  const session = { cookie: `slipway_learner=${cookie?.value ?? ''}` };
  const lease: unknown = await page.evaluate(
    "fetch('/api/lessons/first-steps/hello-world/lease', { method: 'POST' }).then((answer) => answer.json())",
  );
  const { id } = lease as { id: string };
  const told = await ask('10.9.8.7:3000', `/api/leases/${id}/preview`, session);
  const { template } = previewAccessSchema.parse(JSON.parse(await told.text()));
  expect(template).toMatch(/^http:\/\/10\.9\.8\.7:\d+\/~\/[a-z0-9]{44}\/\{port\}\/$/);
  const real = new URL((template ?? '').replace('{port}', '8080').replace('10.9.8.7', new URL(siteUrl()).hostname));
  const port = Number(real.port);
  await writeServer(learner);
  await runServer(learner, '--name web -p 8080:80');

  const tab = await context.newPage();
  await tab.goto(real.href);
  await expect(tab.getByRole('heading', { name: 'Hello from localhost:8080' })).toBeVisible();
  await expect(tab.getByText('echo hi')).toBeVisible();
  expect(new URL(tab.url()).pathname).toBe('/');
  // The browser sends the site's cookies to this port as well; the learner's server gets none of them, and can't set any.
  await tab.goto(new URL('/seen', real).href);
  await expect(tab.getByText('Path /seen, origin , cookies: mine=1.')).toBeVisible();
  const after = (await context.cookies(siteUrl())).find(({ name }) => name === 'slipway_learner');
  expect(after?.value).toBe(cookie?.value);
  await tab.close();

  expect((await ask(real.host, '/', {}, port)).status).toBe(404);
  expect((await ask(real.host, `/~/${'a'.repeat(44)}/8080/`, {}, port)).status).toBe(404);
  expect((await ask(real.host, `${real.pathname}/evil.example/x`, {}, port)).headers.location).toBe('/evil.example/x');
  const chosen = { cookie: `slipway_preview=8080--${real.pathname.split('/')[2] ?? ''}` };
  expect((await ask(real.host, '/', chosen, port)).status).toBe(200);
  expect((await ask(real.host, '/sw.js', { ...chosen, 'service-worker': 'script' }, port)).status).toBe(403);
});
