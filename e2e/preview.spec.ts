import { readFile } from 'node:fs/promises';
import { expectAccessible } from './axe.ts';
import { siteUrl } from './env.ts';
import { expect, helloWorld, test, type Learner } from './fixtures.ts';
import { listeningPid } from '../scripts/listening-pid.ts';
import { ask } from './preview-requests.ts';
import { runServer, writeServer } from './preview-server.ts';

/** Frames of another origin are what this is about; a status that says that nothing answers is said in the console too. */
// and a frame that loads has no storage yet for what the fixture puts there.
const provoked = ['foreign request: http://80', 'status of 50', 'status of 40', "'localStorage' property"];

// Containers are started and servers waited for.
test.describe.configure({ timeout: 180_000 });

async function openPreview(learner: Learner): Promise<void> {
  await learner.page.getByRole('tab', { name: /^Preview/ }).click();
  await learner.page.getByRole('button', { name: 'Show Preview below the terminal' }).click();
  await learner.page.locator('.xterm-helper-textarea').first().focus();
}

const frameOf = (learner: Learner) => learner.page.frameLocator('iframe[title^="What localhost"]');

async function go(learner: Learner, address: string): Promise<void> {
  const { page } = learner;
  await page.getByRole('textbox', { name: 'Address on your machine' }).fill(address);
  await page.keyboard.press('Enter');
}

/** How long the site takes to answer, which goes to the database and to the runner. */
async function healthMs(): Promise<number> {
  const began = Date.now();
  expect((await ask(new URL(siteUrl()).host, '/api/health')).status).toBe(200);
  return Date.now() - began;
}

/** Of the site's process, in bytes. */
async function siteMemory(): Promise<number> {
  const pid = await listeningPid(Number(new URL(siteUrl()).port));
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** The real address of what the preview shows. */
async function realAddress(learner: Learner): Promise<URL> {
  const link = learner.page.getByRole('link', { name: 'Open in a tab of its own' });
  return new URL((await link.getAttribute('href')) ?? '');
}

test('a published port appears by itself, with its page, its WebSocket, and nothing of the site’s', async ({
  learner,
  expectedErrors,
}) => {
  expectedErrors.push(...provoked);
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await writeServer(learner);

  // Nobody has opened the preview: its tab says it, and a screen reader hears it. The focus stays.
  await runServer(learner, '--name web -p 8080:80');
  await expect(page.getByRole('tab', { name: 'Preview :8080 new' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'web publishes port 8080' })).toHaveCount(1);
  await expect(page.locator('.xterm-helper-textarea').first()).toBeFocused();

  await openPreview(learner);
  await expect(page.getByRole('tab', { name: 'Preview :8080', exact: true })).toBeVisible();
  const frame = frameOf(learner);
  await expect(frame.getByRole('heading', { name: 'Hello from localhost:8080' })).toBeVisible();
  await expect(frame.getByText('echo hi')).toBeVisible();
  await go(learner, '/again');
  await expect(frame.getByText('Path /again, origin , cookies: mine=1.')).toBeVisible();

  const address = await realAddress(learner);
  expect(address.hostname).toMatch(/^8080--[a-z0-9]{44}\.localhost$/);
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Open in a tab of its own' }).click(),
  ]);
  await expect(tab.getByText('echo hi')).toBeVisible();
  expect(await tab.evaluate('window.opener')).toBeNull();
  await tab.close();

  // The learner is still who they were: a page of theirs could not become their session.
  const cookies = await learner.context.cookies(siteUrl());
  expect(cookies.find(({ name }) => name === 'slipway_learner')?.value).not.toBe('stolen');

  // A second one waits in the bar; the first stays in front, also over a restart of its container.
  await page.locator('.xterm-helper-textarea').first().focus();
  await runServer(learner, '--name second -p 127.0.0.1:8081:80');
  await expect(page.getByRole('button', { name: ':8081 second' })).toHaveAttribute('aria-pressed', 'false');
  await learner.type('docker stop -t 0 web');
  await expect(page.getByText('No running container publishes port 8080.')).toBeVisible();
  await learner.type('docker start web');
  await expect(page.getByText('No running container publishes port 8080.')).toBeHidden();
  await expect(frame.getByText('echo hi')).toBeVisible();
  await page.getByRole('button', { name: ':8081 second' }).click();
  await expect(frame.getByRole('heading', { name: 'Hello from localhost:8081' })).toBeVisible();
});

test('a port on which nothing useful answers says why, with the command that shows it', async ({
  learner,
  expectedErrors,
}) => {
  // A page that was answered just before its server was stopped looks for its socket in vain.
  expectedErrors.push(...provoked, "/echo' failed");
  const { page } = learner;
  const frame = frameOf(learner);
  await learner.open(helloWorld);
  await learner.startMachine();
  await writeServer(learner);
  await openPreview(learner);
  await expect(page.getByText('No port is published yet.')).toBeVisible();

  await go(learner, 'localhost:8080');
  await expect(frame.getByRole('heading', { name: 'Nothing is published on port 8080' })).toBeVisible();

  // The page follows what happens by itself: first a server that is bound too narrowly, then the right one.
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('docker run -d --name web -p 8080:80 busybox httpd -f -p 127.0.0.1:80');
  await expect(frame.getByRole('heading', { name: 'the server in web is bound to 127.0.0.1' })).toBeVisible();
  await expect(frame.getByText('ss -ltn')).toBeVisible();
  await expectAccessible(page, 'a failing preview');
  await learner.type('docker rm -f web');
  await expect(frame.getByRole('heading', { name: 'Nothing is published on port 8080' })).toBeVisible();
  // The same failure to the eye of a browser, for other causes.
  await learner.type('docker run -d --name web -p 8080:80 busybox sleep 1000');
  await expect(frame.getByRole('heading', { name: 'nothing listens on port 80 in web' })).toBeVisible();
  await learner.type('docker exec -d web httpd -p 127.0.0.1:80');
  await expect(frame.getByRole('heading', { name: 'the server in web is bound to 127.0.0.1' })).toBeVisible();
  await learner.type('docker stop -t 0 web');
  await expect(frame.getByRole('heading', { name: 'The container web is not running' })).toBeVisible();
  await learner.type('docker rm web');
  await expect(frame.getByRole('heading', { name: 'Nothing is published on port 8080' })).toBeVisible();
  await runServer(learner, '--name web -p 8080:80');
  await expect(frame.getByText('echo hi')).toBeVisible();

  await go(learner, '/odd');
  await expect(frame.getByRole('heading', { name: 'does not speak HTTP' })).toBeVisible();
  await go(learner, '/headers');
  await expect(frame.getByRole('heading', { name: 'more headers than a browser takes' })).toBeVisible();
  await go(learner, '/never');
  await expect(frame.getByRole('heading', { name: 'The container web does not answer' })).toBeVisible({
    timeout: 40_000,
  });

  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('docker pause web');
  await go(learner, '/');
  await expect(frame.getByRole('heading', { name: 'The container web is paused' })).toBeVisible({ timeout: 40_000 });
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('docker unpause web; docker stop -t 0 web');
  await expect(page.getByText('No running container publishes port 8080')).toBeVisible();
  await page.getByRole('button', { name: 'Reload the preview' }).click();
  await expect(frame.getByRole('heading', { name: 'The container web is not running' })).toBeVisible();
  await expect(frame.getByText('docker start web')).toBeVisible();
  await go(learner, 'example.org');
  await expect(page.getByRole('alert').filter({ hasText: 'The preview shows ports of your machine' })).toBeVisible();
});

test('streams without end are counted and held back by their readers; the site answers as before', async ({
  learner,
  expectedErrors,
}) => {
  expectedErrors.push(...provoked);
  await learner.open(helloWorld);
  await learner.startMachine();
  await writeServer(learner);
  await openPreview(learner);
  await runServer(learner, '--name web -p 8080:80');
  await expect(frameOf(learner).getByText('echo hi')).toBeVisible();
  const { host } = await realAddress(learner);

  const usualMs = await healthMs();
  const streams = await Promise.all(Array.from({ length: 70 }, () => ask(host, '/stream')));
  try {
    const count = (status: number): number => streams.filter((stream) => stream.status === status).length;
    expect(count(200) + count(503)).toBe(70);
    expect(count(503)).toBeGreaterThanOrEqual(70 - 24);
    // Once what lies between them and their readers is full, the site has nothing to do for them. How long it takes to
    // answer is held against what it needs on this machine anyway, which other work may slow down.
    await expect.poll(healthMs).toBeLessThan(500 + 3 * usualMs);
    const memory = await siteMemory();
    await expect.poll(siteMemory).toBeLessThan(memory + 100 * 1024 * 1024);
  } finally {
    for (const stream of streams) stream.close();
  }
  // Their places are free again.
  await expect.poll(async () => (await ask(host, '/')).status).toBe(200);
});

test('a preview’s host is never the site, and nobody guesses a key', async ({ learner, expectedErrors }) => {
  expectedErrors.push(...provoked);
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('docker run -d -p 8080:80 busybox httpd -f -p 80');
  await openPreview(learner);
  await expect(frameOf(learner).getByText('404 Not Found')).toBeVisible();
  const { host } = await realAddress(learner);
  expect((await ask(host, '/api/health')).status).toBe(404);
  expect(await (await ask(host, '/api/health')).text()).not.toContain('"ok"');

  const wrong = host.replace(/..(?=\.localhost)/, 'zz');
  const refused = await ask(wrong, '/api/health', { accept: 'text/html' });
  expect(refused.status).toBe(404);
  expect(await refused.text()).toContain('There is no such preview.');
  // Nor may a page of another origin, a preview's among them, use the site in the learner's name.
  const { origin } = await realAddress(learner);
  const answer = await learner.context.request.post(`${siteUrl()}/api/lessons/first-steps/hello-world/lease`, {
    headers: { origin },
  });
  expect(answer.status()).toBe(403);

  await learner.page.getByTitle('Stop this machine').click();
  await learner.page.getByRole('button', { name: 'Save and stop' }).click();
  await expect(learner.page.getByRole('heading', { name: 'Your machine is stopped' })).toBeVisible();
  await expect.poll(async () => (await ask(host, '/')).status).toBe(410);
});
