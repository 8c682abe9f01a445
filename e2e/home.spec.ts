import { join } from 'node:path';
import { loadCourses } from '../lesson-kit/load-courses.ts';
import { expect, helloWorld, test } from './fixtures.ts';

const course = '/learn/first-steps';

test('home: where to begin, where one was, which machines there are', async ({ learner }) => {
  const { page } = learner;
  await learner.open('/');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Start here');
  const firstCourse = page.getByRole('region', { name: 'First steps' });
  await expect(firstCourse.getByText(/^7 lessons, about \d+ minutes$/)).toBeVisible();
  await page.getByRole('link', { name: 'Begin' }).click();
  await learner.startMachine();
  const moved = page.waitForResponse((response) => response.url().endsWith('/hello-world/visit'));
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByText('Step 2 of')).toBeVisible();
  await moved;

  await learner.open('/');
  const next = page.getByRole('region', { name: 'Where you were' });
  await expect(next).toContainText('step 2 of');
  await expect(next).toContainText(/Machine runs, (1:00:00|5\d:\d\d) left/);

  // A lesson visited later is where one was; the machine of the other one is not forgotten.
  const noted = page.waitForResponse((response) => response.url().endsWith('/interactive/visit'));
  await learner.open(`${course}/interactive`);
  await noted;
  await learner.open('/');
  await expect(page.getByRole('region', { name: 'Where you were' })).toContainText('Inside a container');
  const others = page.getByRole('region', { name: 'Your other machines' });
  await expect(others).toContainText('Machine runs');
  await others.getByRole('link', { name: 'Your first container' }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Save and stop' }).click();
  await expect(page.getByRole('heading', { name: 'Your machine is stopped' })).toBeVisible();
  await learner.open('/');
  await expect(page.getByText('Machine saved just now')).toBeVisible();
});

test('a course: what one will be able to do, its lessons, and all of it on one page', async ({ learner }) => {
  const { page } = learner;
  await learner.open(course);
  await expect(page.getByRole('region', { name: 'Afterwards you can' }).getByRole('listitem')).toHaveCount(6);
  await expect(page.getByRole('link', { name: 'Begin: Your first container' })).toBeVisible();
  await page.getByRole('link', { name: 'All on one page, to print' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'Your first container',
    'List, inspect, remove',
    'Inside a container',
    'Who does the work',
    'What is shared, what is not',
    'Why all this, and how to get it',
    "Project: the library's machine",
  ]);
  // Every step, command, hint and check of every lesson, and nothing to be clicked but the header and Print.
  await expect(page.getByRole('heading', { level: 3, name: 'Ask Docker who is there' })).toBeVisible();
  await expect(page.getByText('docker rm -f $(docker ps -aq)').first()).toBeVisible();
  await expect(page.getByText('There is no container left on this machine')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByRole('banner')).toBeHidden();
});

test('a lesson on one page shows what is done, and its steps have addresses', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('docker run hello-world');
  await expect(page.getByRole('status').filter({ hasText: 'has run and ended well' })).toHaveCount(1);
  await page.getByRole('link', { name: 'All on one page, to print' }).click();
  await expect(page.getByText('A container from hello-world has run and ended well (done)')).toBeVisible();
  await expect(page.getByText('A container with the name postcard has run (to do)')).toBeVisible();

  await learner.open(`${helloWorld}#postcard`);
  await expect(page.getByText('Step 5 of')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Link to this step' })).toHaveAttribute('href', '#postcard');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('home, course, search and the whole text of a lesson are there', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('searchbox', { name: 'Search the lessons' }).fill('exit code');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(page).toHaveURL(/\/search\?q=exit\+code$/);
    await page.getByRole('link', { name: 'See what is there' }).click();
    await expect(page).toHaveURL(/list-inspect-remove#list$/);
    await expect(page.getByRole('heading', { name: 'Looking back, and two ways to say it' })).toBeVisible();
  });
});

test('search machines are told what stays', async ({ request }) => {
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toContain('Allow: /\n');
  expect(robots).toContain('Disallow: /api/');
  expect((await request.get('/sitemap.xml')).status()).toBe(200);
  expect(await (await request.get(helloWorld)).text()).not.toContain('noindex');
  expect(await (await request.get('/search?q=docker')).text()).toContain('noindex');
  expect(await (await request.get('/print/first-steps')).text()).toContain('noindex');
});

test('every lesson of the repository is there to be taken', async ({ request }) => {
  const { courses, problems } = await loadCourses([join(import.meta.dirname, '../lessons')]);
  expect(problems).toEqual([]);
  for (const { slug, lessons } of courses) {
    const page = await (await request.get(`/learn/${slug}`)).text();
    for (const lesson of lessons) expect(page, lesson.id).toContain(`href="/learn/${lesson.id}"`);
  }
});
