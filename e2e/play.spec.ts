import { expectAccessible } from './axe.ts';
import { siteUrl } from './env.ts';
import { expect, pageWidth, test } from './fixtures.ts';
import { machines, startsWithin } from './machines.ts';
import { cookieOf, upgrade } from './socket-answer.ts';

/** Free play: machines without a lesson, and several of them on one network. */
const headers = (): { origin: string } => ({ origin: siteUrl() });
/** Machines start cold here, several at once; on a quiet machine a whole journey takes a third of `journeyMs`. */
const journeyMs = 150_000;

test('three machines become a swarm, through their terminals; one is taken away; stopped, they say why', async ({
  learner,
}) => {
  test.setTimeout(journeyMs);
  const { page } = learner;
  const { start, on, screen, button } = machines(learner);
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Free play' }).click();
  await expect(page.getByRole('heading', { name: 'Your machines' })).toBeVisible();
  await expectAccessible(page, 'before a machine');
  await start(3);
  await on(1, 'docker swarm init | grep -o "SWMTKN-[^ ]*"');
  const token = /SWMTKN-1-\w{50}-\w{25}/;
  await expect.poll(async () => (await screen(1)).replaceAll('\n', '')).toMatch(token);
  const [join] = token.exec((await screen(1)).replaceAll('\n', '')) ?? [];
  for (const node of [2, 3]) {
    await on(node, `docker swarm join --token ${join ?? ''} node1:2377`);
    await expect.poll(() => screen(node), startsWithin).toContain('This node joined a swarm as a worker');
  }
  await on(1, 'clear; docker node ls --format "{{.Hostname}} is {{.Status}}"');
  for (const node of [1, 2, 3]) await expect.poll(() => screen(1)).toContain(`node${node} is Ready`);
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'light'],
    [1920, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: width === 1920 ? 1080 : 800 });
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${width} ${colorScheme}`);
    expect(await pageWidth(page)).toBe(width);
  }

  await button(3).click();
  await page.getByRole('button', { name: 'Take node3 away' }).click();
  await page.getByRole('button', { name: 'Delete node3' }).click();
  await expect(button(3)).toHaveCount(0, startsWithin);
  await expect(button(1)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('Several machines together can’t be saved')).toBeVisible();
  await page.getByRole('button', { name: 'Delete and stop' }).click();
  await expect(page.getByRole('heading', { name: 'Your machine is stopped' })).toBeVisible(startsWithin);
  await expect(page.getByText('What was on it is gone.')).toBeVisible();
});

test('a machine that is added; one that breaks down says so, the other goes on, and it is started again', async ({
  learner,
  expectedErrors,
}) => {
  test.setTimeout(journeyMs);
  // Between the end of its terminal and the word of its end the page may ask for the terminal once more.
  expectedErrors.push('WebSocket connection to', 'status of 503');
  const { page, context } = learner;
  const { start, on, show, screen, button, lease } = machines(learner);
  await start(1);
  await test.step('no room for another one', async () => {
    const full = 'All machines are in use at the moment. Try again in a few minutes.';
    const error = { code: 'pool_full', hint: full, requestId: 'a'.repeat(20) };
    await page.route('**/api/leases/*/nodes', (route) => route.fulfill({ status: 503, json: { error } }), { times: 1 });
    await page.getByRole('button', { name: 'Add a machine' }).click();
    await expect(page.getByRole('alert').filter({ hasText: full })).toBeVisible();
    await expect(button(2)).toHaveCount(0);
  });
  await page.getByRole('button', { name: 'Add a machine' }).click();
  await on(2, 'echo two > which; ping -c1 -W2 node1');
  await expect.poll(() => screen(2)).toContain('1 received');
  await expect(page.getByRole('alert').filter({ hasText: 'in use' })).toHaveCount(0);

  await test.step('addresses name the machine', async () => {
    const path = `/api/leases/${await lease()}`;
    const files = async (node: string): Promise<[number, string]> => {
      const answer = await context.request.get(`${path}/files/text?path=which${node}`);
      return [answer.status(), await answer.text()];
    };
    expect(await files('&node=node2')).toEqual([200, expect.stringContaining('two')]);
    expect((await files(''))[0]).toBe(404);
    const none = expect.stringContaining('There is no such machine here') as unknown;
    for (const node of ['node3', 'node9', '', 'main/../node2', 'é'.repeat(300)])
      expect(await files(`&node=${encodeURIComponent(node)}`), node).toEqual([404, none]);
    const preview = await context.request.get(`${path}/preview?node=node4`);
    expect([preview.status(), await preview.text()]).toEqual([404, none]);
    const asker = { ...headers(), cookie: await cookieOf(context) };
    for (const kind of ['terminals/main', 'world', 'files', 'ports']) {
      const socket = `${path.replace('/api', '/ws')}/${kind}`;
      expect(await upgrade(`${socket}?node=node4`, asker), kind).toMatchObject({ status: 404, body: none });
      const two = await upgrade(`${socket}?node=node2`, asker);
      expect(two.status, kind).toBe(101);
      two.socket.terminate();
    }
  });

  await page.reload();
  await show(2);
  await expect.poll(() => screen(2)).toContain('1 received');
  await on(2, 'sudo kill -9 -1; sudo kill 1');
  await expect(button(2)).toContainText('broke down', startsWithin);
  await expect(page.getByRole('heading', { name: 'node2 broke down' })).toBeVisible();
  await on(1, 'echo still-$((40+2))');
  await expect.poll(() => screen(1)).toContain('still-42');
  await button(2).click();
  await expectAccessible(page, 'node2 broke down');
  await page.getByRole('button', { name: 'Start node2 again' }).click();
  await show(2);
});

test('by keyboard alone, at 360 pixels, in the dark', async ({ learner }) => {
  const { page } = learner;
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/play');
  await expectAccessible(page, 'before a machine');
  await page.getByRole('radio', { name: '1', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '2', exact: true })).toBeChecked();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Start my machine' })).toBeFocused();
  await page.keyboard.press('Enter');
  const { screen } = machines(learner);
  await expect.poll(() => screen(1), startsWithin).toContain('learner@node1:~$');
  await expect(page.locator('#terminal-main .xterm-helper-textarea')).toBeFocused();
  await learner.type('hostname -f');
  await expect.poll(() => screen(1)).toMatch(/^node1\s*$/m);
  expect(await pageWidth(page)).toBe(360);
  await expectAccessible(page, 'one machine');
});

test('what makes no sense is refused in words', async ({ learner: { context } }) => {
  await context.request.get('/play', { headers: { accept: 'text/html' } });
  for (const data of [{ nodes: 6 }, { nodes: 0 }, { nodes: '3' }, {}]) {
    const answer = await context.request.post('/api/play/lease', { headers: headers(), data });
    expect([answer.status(), await answer.text()]).toEqual([400, expect.stringContaining('The number of machines')]);
  }
  const foreign = await context.request.post(`/api/leases/${'a'.repeat(20)}/nodes`, { headers: headers() });
  expect(foreign.status()).toBe(404);
  const none = await context.request.delete('/api/play/lease', { headers: headers() });
  expect([none.status(), await none.text()]).toEqual([404, expect.stringContaining('No machine has been started')]);
});
