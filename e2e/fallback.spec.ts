import { siteUrl } from './env.ts';
import { expect, helloWorld, test as base } from './fixtures.ts';
import { startProxyWithoutSockets, type ProxyWithoutSockets } from './proxy-without-sockets.ts';

interface Options {
  readonly how: 'refuse' | 'swallow';
  readonly failEvery: number;
}

const test = base.extend<Options & { readonly network: ProxyWithoutSockets }>({
  how: ['refuse', { option: true }],
  failEvery: [0, { option: true }],
  network: async ({ how, failEvery }, use) => {
    const network = await startProxyWithoutSockets(siteUrl(), { how, failEvery });
    await use(network);
    await network.close();
  },
  baseURL: async ({ network }, use) => {
    await use(network.url);
  },
  expectedErrors: async ({}, use) => {
    await use(['WebSocket connection to', 'net::ERR_EMPTY_RESPONSE', 'net::ERR_CONNECTION_CLOSED']);
  },
});

const notice = 'This network blocks WebSockets';

for (const how of ['refuse', 'swallow'] as const) {
  test.describe(`a network that ${how}s WebSockets`, () => {
    test.use({ how });

    test('is told of before a machine is needed, and a lesson is done over HTTP', async ({ learner, network }) => {
      const { page } = learner;
      await learner.open(helloWorld);
      await expect(page.getByText(notice)).toBeVisible();
      await learner.startMachine();
      await learner.type('docker run hello-world');
      await expect.poll(learner.screen).toContain('Hello from Docker!');
      await page.getByRole('button', { name: 'Next' }).click();
      await expect(learner.check('hello-ran')).toContainText('Done');
      expect(network.requests.filter(({ path }) => path === '/carrier')).toHaveLength(1);

      // The next page knows it already, and the terminal is the same one.
      const asked = network.upgrades();
      await page.reload();
      await expect.poll(learner.screen).toContain('Hello from Docker!');
      expect(network.upgrades() - asked, 'only the question whether it is still so').toBeLessThanOrEqual(1);
    });
  });
}

test.describe('a network that also loses requests', () => {
  test.use({ failEvery: 7 });

  test('types nothing twice and loses nothing, in either direction', async ({ learner }) => {
    await learner.open(helloWorld);
    await expect(learner.page.getByText(notice)).toBeVisible();
    await learner.startMachine();
    const text = 'The quick brown fox jumps over the lazy dog, 0123456789 times, and back again';
    await learner.page.keyboard.type(`printf '<%s>' '${text}' | tee typed; seq 1 9000 | sum; seq 1 9000`, {
      delay: 15,
    });
    await learner.page.keyboard.press('Enter');
    await expect.poll(learner.screen).toContain('\n9000\n');
    await learner.type(`clear; wc -c < typed; cat typed`);
    await expect.poll(learner.screen).toContain(`${text.length + 2}\n<${text}>`);
  });
});

test('where WebSockets work, nothing goes another way', async ({ learner, network }) => {
  network.setOpen(true);
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('docker ps');
  await expect.poll(learner.screen).toContain('CONTAINER ID');
  await expect(learner.page.getByText(notice)).toHaveCount(0);
  expect(network.requests.filter(({ path }) => path.startsWith('/carrier'))).toEqual([]);
});

test('the flood of yes stays bounded, and Ctrl-C stops it', async ({ learner }) => {
  await learner.open(helloWorld);
  await expect(learner.page.getByText(notice)).toBeVisible();
  await learner.startMachine();
  await learner.type('yes');
  await expect.poll(learner.screen).toContain('y\ny\ny');
  await learner.page.keyboard.press('Control+c');
  await expect.poll(learner.screen).toMatch(/\^C\s+learner@slipway/);
});

test('a carrier belongs to one browser and one site', async ({ request, network }) => {
  const page = await request.get(`${network.url}/`, { headers: { accept: 'text/html' } });
  expect(page.ok()).toBe(true);
  const foreign = await request.post(`${network.url}/carrier`, { headers: { origin: 'http://evil.example' } });
  expect(foreign.status()).toBe(403);
  const made = await request.post(`${network.url}/carrier`, { headers: { origin: network.url } });
  const { id } = (await made.json()) as { id: string };
  const mine = await request.get(`${network.url}/carrier/${id}?have=0&wait=0`);
  expect(mine.status()).toBe(200);
  expect(mine.headers()['cache-control']).toContain('no-transform');
  const stranger = await fetch(`${network.url}/carrier/${id}?have=0&wait=0`, {
    headers: { cookie: `slipway_learner=${'A'.repeat(43)}` },
  });
  expect(stranger.status).toBe(404);
  for (const [query, body, status] of [
    ['batch=1', 'no frames at all', 400],
    ['batch=x', '', 400],
    ['batch=5', '', 409],
    ['batch=1', 'x'.repeat(600_000), 413],
  ] as const) {
    const answer = await request.post(`${network.url}/carrier/${id}?${query}`, {
      headers: { origin: network.url, 'content-type': 'application/octet-stream' },
      data: Buffer.from(body),
    });
    expect(answer.status(), query).toBe(status);
  }
});
