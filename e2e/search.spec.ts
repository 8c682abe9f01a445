import { expect, helloWorld, keysWork, test } from './fixtures.ts';

test('finds while one types: words, commands and messages, and leads to the step', async ({ learner }) => {
  const { page } = learner;
  await learner.open('/');
  await keysWork(page);
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Search the lessons' });
  await expect(field).toBeFocused();
  await page.keyboard.type('docker logs');
  await expect(page.getByRole('link', { name: 'Hear what it said' })).toBeVisible();
  await expect(page.locator('mark', { hasText: 'logs' }).first()).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^\d+ lessons? found$/ })).toHaveCount(1);
  await page.getByRole('link', { name: 'Hear what it said' }).click();
  await expect(page).toHaveURL(/list-inspect-remove#logs$/);
  await expect(page.getByRole('heading', { level: 2, name: 'Hear what it said' })).toBeVisible();
});

test('in a lesson it opens over the page, and a step of the same lesson is gone to', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await keysWork(page);
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: 'Search the lessons' });
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('postcard');
  await dialog.getByRole('link', { name: 'Now you: a container with a name' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Step 5 of')).toBeVisible();
});

test('the page of the search keeps what was asked in its address', async ({ learner }) => {
  const { page } = learner;
  await learner.open('/search');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('inspct');
  await expect(page.getByText('Nothing says exactly “inspct”.')).toBeVisible();
  await expect(page).toHaveURL(/\?q=inspct$/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('inspct');
  await expect(page.getByRole('link', { name: 'List, inspect, remove' })).toBeVisible();
});

test('whatever is asked is text, is cut to its length, and gets an answer', async ({ learner }) => {
  const { page } = learner;
  const asked = ['<img src=x onerror=alert(1)>', '(((((', '[a-z]+$', '\\', '%00', 'x'.repeat(5000), '港 🚢', '..'];
  for (const query of asked) {
    const answer = await page.request.get(`/search?q=${encodeURIComponent(query)}`);
    expect(answer.status(), query.slice(0, 40)).toBe(200);
  }
  await learner.open(`/search?q=${encodeURIComponent('zzqx <b>bold</b>')}`);
  await expect(page.getByText('No lesson speaks of “zzqx <b>bold</b>”.')).toBeVisible();
});

test('who asks without end is asked to wait', async ({ learner }) => {
  const { page } = learner;
  await learner.open('/search');
  let answered = 0;
  for (let isRefused = false; !isRefused && answered < 260;) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => page.request.get('/api/search?q=docker')));
    answered += answers.filter((answer) => answer.status() === 200).length;
    isRefused = answers.some((answer) => answer.status() === 429);
  }
  expect(answered).toBeGreaterThan(200);
  expect(answered).toBeLessThan(260);
  await learner.open('/search?q=docker');
  await expect(page.getByRole('alert').filter({ hasText: /That was too often. Try again in \d+ s./ })).toBeVisible();
});
