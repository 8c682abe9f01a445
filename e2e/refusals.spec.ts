import { once } from 'node:events';
import { siteUrl } from './env.ts';
import { expect, helloWorld, startByApi, test } from './fixtures.ts';
import { cookieOf, upgrade } from './socket-answer.ts';

const lessonApi = '/api/lessons/first-steps/hello-world';

test('pages and API of lessons that do not exist', async ({ learner, expectedErrors }) => {
  expectedErrors.push('404');
  const { page, context } = learner;
  await learner.open('/learn/first-steps/no-such-lesson');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  for (const path of ['/learn/no-such-course', '/learn/%2e%2e%2f%2e%2e/etc', '/learn/first-steps/%00'])
    expect((await context.request.get(path)).status(), path).toBeGreaterThanOrEqual(400);
  const answer = await context.request.post('/api/lessons/first-steps/none/lease', { headers: { origin: siteUrl() } });
  expect(answer.status()).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: 'lesson_not_found' } });
  expect((await context.request.get('/api/health')).status()).toBe(200);
});

test('writes from another origin, or from none, or without a cookie', async ({ learner }) => {
  const { context } = learner;
  await learner.open('/');
  for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, {}]) {
    const answer = await context.request.post(`${lessonApi}/lease`, { headers });
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'origin_refused' } });
  }
  const bare = await fetch(`${siteUrl()}${lessonApi}/lease`, { method: 'POST', headers: { origin: siteUrl() } });
  expect(bare.status).toBe(401);
  const huge = await context.request.put(`${lessonApi}/visit`, {
    headers: { origin: siteUrl() },
    data: 'x'.repeat(100_000),
  });
  expect(huge.status()).toBe(413);
  const garbage = await context.request.put(`${lessonApi}/visit`, { headers: { origin: siteUrl() }, data: '{"step":' });
  expect(garbage.status()).toBe(400);
});

test("sockets: foreign origin, no cookie, another learner's lease, unknown paths, a stopped machine", async ({
  learner,
  browser,
}) => {
  const { context } = learner;
  const { id } = await startByApi(context);
  const cookie = await cookieOf(context);
  const other = await browser.newContext({ baseURL: siteUrl() });
  await other.request.get('/', { headers: { accept: 'text/html' } });
  await other.request.put(`${lessonApi}/visit`, { headers: { origin: siteUrl() }, data: { step: 'run' } });
  const otherCookie = await cookieOf(other);
  const origin = siteUrl();
  for (const path of [`/ws/leases/${id}/events`, `/ws/leases/${id}/terminals/main`]) {
    expect(await upgrade(path, { origin: 'http://evil.example', cookie })).toMatchObject({
      status: 403,
      body: expect.stringContaining('origin_refused'),
    });
    expect(await upgrade(path, { cookie })).toMatchObject({ status: 403 });
    expect(await upgrade(path, { origin })).toMatchObject({ status: 401 });
    expect(await upgrade(path, { origin, cookie: otherCookie })).toMatchObject({
      status: 404,
      body: expect.stringContaining('not yours'),
    });
    const own = await upgrade(path, { origin, cookie });
    expect(own.status).toBe(101);
    own.socket.terminate();
  }
  for (const path of [
    '/ws/leases/short/events',
    '/ws/other',
    `/ws/leases/${id}/terminals/BAD%20NAME`,
    '/_next/webpack-hmr',
  ])
    expect(await upgrade(path, { origin, cookie }), path).toMatchObject({ status: 404 });
  for (const action of ['extend', 'reset', 'resume'])
    expect((await other.request.post(`/api/leases/${id}/${action}`, { headers: { origin } })).status(), action).toBe(
      404,
    );
  expect((await other.request.get(`/api/leases/${id}`)).status()).toBe(404);

  expect((await context.request.delete(`${lessonApi}/lease`, { headers: { origin } })).status()).toBe(200);
  expect(await upgrade(`/ws/leases/${id}/terminals/main`, { origin, cookie })).toMatchObject({
    status: 410,
    body: expect.stringContaining('sandbox_stopped'),
  });
  await other.close();
});

test('malformed and huge frames close their own socket with a code, and nothing else', async ({ learner }) => {
  const { context } = learner;
  const { id } = await startByApi(context);
  const headers = { origin: siteUrl(), cookie: await cookieOf(context) };
  const closeCode = async (path: string, frame: string | Buffer): Promise<unknown> => {
    const { socket } = await upgrade(path, headers);
    const closed = once(socket, 'close');
    socket.send(frame);
    return (await closed)[0] as unknown;
  };
  const terminal = `/ws/leases/${id}/terminals/main`;
  expect(await closeCode(terminal, 'not json')).toBe(4400);
  expect(await closeCode(terminal, '{"type":"attach","cols":-1,"rows":1e9,"have":null}')).toBe(4400);
  expect(await closeCode(terminal, Buffer.alloc(70 * 1024))).toBe(1009);
  expect(await closeCode(terminal, Buffer.alloc(40 * 1024 * 1024))).toBeGreaterThanOrEqual(1009);
  expect(await closeCode(`/ws/leases/${id}/events`, 'x'.repeat(2000))).toBe(1009);
  const well = await upgrade(terminal, headers);
  const [first] = (await (well.socket.send(JSON.stringify({ type: 'attach', cols: 80, rows: 24, have: null })),
  once(well.socket, 'message'))) as [Buffer];
  expect(JSON.parse(first.toString())).toMatchObject({ type: 'attached' });
  well.socket.terminate();
});

test('too many requests are refused in words', async ({ learner }) => {
  const { context } = learner;
  const headers = { origin: siteUrl() };
  await startByApi(context);
  let last = await context.request.post(`${lessonApi}/lease`, { headers });
  for (let i = 0; i < 30 && last.status() === 200; i += 1)
    last = await context.request.post(`${lessonApi}/lease`, { headers });
  expect(last.status()).toBe(429);
  expect(await last.json()).toMatchObject({
    error: { code: 'too_many_requests', hint: expect.stringMatching(/Try again in \d+ s/) },
  });
});

test('headers: everything from this site only, no framing, scripts by nonce', async ({ learner }) => {
  const answer = await learner.context.request.get(helloWorld, { headers: { accept: 'text/html' } });
  const headers = answer.headers();
  expect(headers['content-security-policy']).toMatch(/default-src 'self'; script-src 'self' 'nonce-[^']{20,}'/);
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['set-cookie']).toMatch(/slipway_learner=.{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax/);
  expect(headers['x-powered-by']).toBeUndefined();
});
