import type { BrowserContext } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { siteUrl } from './env.ts';
import { expect, pageWidth, test } from './fixtures.ts';

test('a placement quiz says where to start, keeps it, and passes nothing', async ({ learner }) => {
  const { page } = learner;
  await learner.open('/learn/order');
  await page.getByRole('link', { name: '2 questions tell where to start' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where to start in Order');
  const source = await (await page.request.get('/learn/order/placement')).text();
  expect(source).toContain('What comes after one?');
  for (const secret of ['It is the first of the lessons', 'Look below', '"right"', 'isRight'])
    expect(source, secret).not.toContain(secret);
  await expectAccessible(page, 'a placement quiz');

  await page.getByRole('radio', { name: 'One' }).check();
  await page.getByRole('checkbox', { name: 'Two' }).check();
  await page.getByRole('button', { name: 'Where do I start?' }).click();
  const result = page.getByRole('region', { name: 'Where you start' });
  await expect(result).toContainText('Start at Lesson two; you may skip Lesson one.');
  await expect(result).toBeFocused();
  await expect(page.getByText('You know this.')).toHaveCount(1);
  await expect(page.getByText('It stands below it.')).toBeVisible();
  await expectAccessible(page, 'a placement quiz, answered');

  await learner.open('/learn/order');
  await expect(page.getByText('Start at Lesson two; you may skip Lesson one.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Begin: Lesson two' })).toBeVisible();
  await expect(page.getByText('Done', { exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'Answer the questions again' }).click();
  await page.getByRole('button', { name: 'Where do I start?' }).click();
  await expect(result).toContainText('Start at Lesson one, and leave nothing out.');
});

test('what is better done before is said in a line, until it is done', async ({ learner, context }) => {
  const { page } = learner;
  await learner.open('/learn/order/two');
  const line = page.getByText('Better done before:');
  await expect(line).toHaveText('Better done before: Lesson one and Inside a container.');
  await expectAccessible(page, 'a lesson that comes after others');
  await answer(context, 'one', 'asked');
  await page.reload();
  await expect(line).toHaveText('Better done before: Inside a container.');
  await line.getByRole('link', { name: 'Inside a container' }).click();
  await expect(page).toHaveURL(/first-steps\/interactive$/);
  await learner.open('/learn/containers');
  await expect(page.getByText('Better done before: First steps.')).toBeVisible();
});

test('a certificate says what was done, on one page, and anybody can compare it until it is withdrawn', async ({
  learner,
  context,
  browser,
}) => {
  const { page } = learner;
  await learner.open('/learn/order/certificate');
  await expect(page.getByRole('heading', { name: '0 of 3 done. What is missing:' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'The project: not begun' })).toBeVisible();
  for (const [lesson, check] of [
    ['one', 'asked'],
    ['two', 'asked'],
    ['project', 'half'],
  ] as const)
    await answer(context, lesson, check);
  await learner.open('/learn/order');
  await expect(page.getByRole('listitem').filter({ hasText: 'Final project' })).toContainText('1 of 2 checks');
  await page.getByRole('link', { name: 'Certificate of what you have done' }).click();
  await expect(page.getByText('Your project stands at 1 of 2 checks')).toBeVisible();
  await page.getByLabel('The name that stands on it').fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Make the certificate' }).click();

  const sheet = page.getByRole('article', { name: 'Certificate for Ada Lovelace' });
  await expect(sheet).toContainText('has done the course Order by working in a sandbox with its own Docker Engine');
  await expect(sheet).toContainText('Final project, The project: 1 of 2 checks');
  await expectAccessible(page, 'a certificate');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('textbox')).toBeHidden();
  for (const format of ['A4', 'Letter']) {
    const pdf = await page.pdf({ format, preferCSSPageSize: false });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), format).toHaveLength(1);
  }
  await page.emulateMedia({ media: null, colorScheme: null });

  // An instructor, who is somebody else.
  const address = (await page.getByRole('link', { name: /^\/certificate\// }).getAttribute('href')) ?? '';
  expect(address).toMatch(/^\/certificate\/\w{4}-\w{4}-\w{4}-\w{4}$/);
  const other = await (await browser.newContext({ baseURL: siteUrl() })).newPage();
  await other.goto(address);
  const same = (text: string): string => text.replaceAll(/\s+/g, ' ');
  expect(same(await other.getByRole('article').innerText())).toBe(same(await sheet.innerText()));
  await other.setViewportSize({ width: 360, height: 800 });
  expect(await pageWidth(other)).toBeLessThanOrEqual(360);
  await expectAccessible(other, 'a certificate of somebody else');

  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('button', { name: 'Really withdraw' }).click();
  await expect(sheet).toBeHidden();
  await other.reload();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('No certificate has this code');
  await other.context().close();

  // Not everything is done.
  const refused = await context.request.put(`${siteUrl()}/api/certificates`, {
    data: { name: 'Ada' },
    headers: { origin: siteUrl() },
  });
  expect(refused.status()).toBe(409);
});

/** Answers a quiz of the fixture course rightly, as the page does. */
async function answer(context: BrowserContext, lesson: string, check: string): Promise<void> {
  const quiz = await context.request.get(`${siteUrl()}/learn/order/${lesson}`, { headers: { accept: 'text/html' } });
  expect(quiz.ok()).toBe(true);
  const answered = await context.request.post(`${siteUrl()}/api/lessons/order/${lesson}/quiz`, {
    data: { check, choices: ['right'] },
    headers: { origin: siteUrl() },
  });
  expect(await answered.json()).toMatchObject({ passes: true });
}
