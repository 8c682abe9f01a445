import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { pack } from 'tar-stream';
import { expectAccessible } from './axe.ts';
import { instructorKey, siteUrl } from './env.ts';
import { expect, test } from './fixtures.ts';
import { ask } from './preview-requests.ts';

/** Others in each run: what is published stays until it is withdrawn. */
const run = Date.now().toString(36);
const course = `Harbour ${run}`;
const title = `Mooring ${run}`;
const address = `/learn/harbour-${run}/mooring`;

const lesson = `---
title: ${title}
summary: A container is run, and that is all.
minutes: 5
images: [hello-world]
checks:
  - id: ran
    title: A container from hello-world has run
    kind: container
    image: hello-world
    state: exited
---

<Step id="run" title="Run it">

\`\`\`sh run
docker run hello-world
\`\`\`

<Check id="ran" />

</Step>
`;

test('an instructor uploads, tests, publishes and withdraws a lesson', async ({ learner, browser, expectedErrors }) => {
  test.slow();
  const { page } = learner;
  // Refusals are answers with a status that the browser reports.
  expectedErrors.push('the server responded with a status of 40');

  await learner.open('/instructor');
  await page.getByLabel('Key', { exact: true }).fill('not the key of this place');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('not the key of this installation');
  await signIn(page, 'Ada');

  // Nothing is kept of an archive that leads out of its folder.
  const before = await page.getByRole('article').count();
  await choose(page, 'out.zip', storedZip('../lesson.mdx', lesson));
  await expect(page.getByRole('main').getByRole('alert')).toContainText('leads out of its folder');
  await expect(page.getByRole('article')).toHaveCount(before);

  await page.getByLabel('A single lesson goes into').selectOption('A new course of its own');
  await page.getByLabel('Title of the new course').fill(course);
  await page.getByLabel('Afterwards one can …').fill('moor a container');
  await choose(page, '01-mooring.tar.gz', await packed(lessonFiles('01-mooring', title)));
  await expect(page.getByText('01-mooring.tar.gz is uploaded')).toBeVisible();
  const card = page.getByRole('article', { name: title });
  await expect(card).toContainText('Lint finds nothing wrong.');
  await expect(card).toContainText('uploaded by Ada');

  await card.getByRole('button', { name: 'Test' }).click();
  await expect(card.getByRole('status')).toContainText('Test runs: lesson 1 of 1');
  // It goes on without the page; it may be over when the page is back.
  await page.reload();
  await expect(card.getByRole('status')).toContainText('Test passed', { timeout: 90_000 });
  await expect(card).toContainText('wrong/nothing.sh ran is red: No container');
  await expectAccessible(page, 'the page of instructors, light');
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'the page of instructors, on a phone, dark');

  const other = await browser.newContext({ baseURL: siteUrl() });
  const reader = await other.newPage();
  expect((await reader.goto(address))?.status()).toBe(404);
  const refusal = await other.request.get('/api/instructor/uploads');
  expect(refusal.status()).toBe(403);
  expect(await refusal.text()).toContain('Only instructors can do that');
  await card.getByRole('button', { name: 'Publish' }).click();
  await expect(card.getByRole('link', { name: address })).toBeVisible();
  await reader.goto(address);
  await expect(reader.getByRole('heading', { name: 'Run it' })).toBeVisible();
  await reader.goto('/instructor');
  await expect(reader.getByLabel('Key', { exact: true })).toBeVisible();

  await card.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(card.getByRole('button', { name: 'Publish' })).toBeVisible();
  expect((await reader.goto(address))?.status()).toBe(404);
  await other.close();
  await card.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('article')).toHaveCount(before);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Key', { exact: true })).toBeVisible();
});

test('a whole course is dropped, read, and its test stopped', async ({ learner }) => {
  const { page } = learner;
  await learner.open('/instructor');
  await signIn(page, 'Grace');
  const archive = await packed({
    [`70-quay-${run}/course.yaml`]: `title: Quay ${run}\nsummary: Two lessons.\noutcomes:\n  - moor twice\n`,
    ...lessonFiles(`70-quay-${run}/01-mooring`, 'Mooring'),
    ...lessonFiles(`70-quay-${run}/02-casting-off`, 'Casting off'),
  });
  const dropped = await page.evaluateHandle<DataTransfer>(`{
    const bytes = Uint8Array.from(atob('${archive.toString('base64')}'), (one) => one.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], 'quay.tar.gz'));
    transfer;
  }`);
  await page
    .getByRole('form', { name: 'Upload a lesson or a course' })
    .dispatchEvent('drop', { dataTransfer: dropped });
  const card = page.getByRole('article', { name: `Quay ${run}` });
  await expect(card).toContainText('A course of 2 lessons');
  await card.getByRole('link', { name: 'Casting off' }).click();
  await expect(page.getByRole('heading', { name: 'Run it' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to your lessons' }).click();

  await card.getByRole('button', { name: 'Test' }).click();
  await expect(card.getByRole('status')).toContainText('Test runs: lesson 1 of 2');
  await card.getByRole('button', { name: 'Stop the test' }).click();
  await expect(card.getByRole('status')).toContainText('Test stopped, after');
  await expect(card).not.toContainText('Casting off (');
  // A course that was never proved is published only after a word.
  await card.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('dialog')).toContainText('Its test has not passed.');
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(card).toHaveCount(0);
});

test("a token that was planted in an instructor's browser is not signed in", async ({ learner }) => {
  const { page, context } = learner;
  const { host, hostname } = new URL(siteUrl());
  const names = ['slipway_learner', 'slipway_instructor'];
  const uploadsWith = async (token: string): Promise<number> => {
    const cookie = names.map((name) => `${name}=${token}`).join('; ');
    return (await ask(host, '/api/instructor/uploads', { cookie })).status;
  };
  await learner.open('/instructor');
  // A page on another port of this host can do that, and the longer path is sent first.
  const planted = randomBytes(32).toString('base64url');
  const place = { domain: hostname, path: '/api/instructor' };
  await context.addCookies(names.map((name) => ({ name, value: planted, ...place })));
  await signIn(page, 'Ada');
  expect(await uploadsWith(planted)).toBe(403);
  expect(await page.evaluate("fetch('/api/instructor/uploads').then((answer) => answer.status)")).toBe(200);

  const own = (await context.cookies(siteUrl())).find(({ name }) => name === 'slipway_instructor');
  expect(own).toMatchObject({ path: '/', httpOnly: true, sameSite: 'Lax' });
  expect(await uploadsWith(own?.value ?? '')).toBe(200);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Key', { exact: true })).toBeVisible();
  expect(await uploadsWith(own?.value ?? '')).toBe(403);
});

test('instructors, and only they, see where learners asked for help', async ({ learner }) => {
  const { page } = learner;
  const [counted, noted] = ['/help', '/visit'].map((end) => page.waitForResponse((one) => one.url().endsWith(end)));
  await learner.open('/learn/help/show-me');
  await noted;
  await page.getByText('Hint 1 of 2: Where to begin').click();
  await counted;
  await learner.open('/instructor/help');
  await expect(page.getByText('Only instructors can read this.')).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, 'Ada');
  await page.getByRole('link', { name: 'Where learners asked for help' }).click();
  const lesson = page.getByRole('table', { name: 'Help, one piece at a time' });
  await expect(lesson.getByRole('caption')).toContainText(/[1-9]\d* learners?$/);
  const cells = lesson.getByRole('row', { name: 'In and out' }).getByRole('cell');
  await expect(cells).toHaveText([/^\d+$/, /^[1-9]\d*$/, /^\d+$/, /^\d+$/]);
  await expect(lesson.getByRole('row', { name: 'Nothing to type' }).getByRole('cell').first()).toHaveText('no check');
  await expectAccessible(page, 'where learners asked for help');
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'where learners asked for help, on a phone, dark');
});

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Key', { exact: true }).fill(instructorKey());
  await page.getByLabel(/^Your name/).fill(name);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(`You are signed in as ${name}.`)).toBeVisible();
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Choose an archive').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

function lessonFiles(folder: string, name: string): Record<string, string> {
  return {
    [`${folder}/lesson.mdx`]: lesson.replace(title, name),
    [`${folder}/solution.sh`]: '#: step run\ndocker run hello-world\n',
    [`${folder}/wrong/nothing.sh`]: '# check: ran\n# found: No container\ndocker images\n',
  };
}

async function packed(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

/** A zip archive with one file, not compressed and with the checksum of nothing: no tool would give it this name. */
function storedZip(name: string, text: string): Buffer {
  const [path, content] = [Buffer.from(name), Buffer.from(text)];
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(path.length, 22);
  const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, content]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, Buffer.alloc(14), path]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(file.length, 16);
  return Buffer.concat([file, entry, end]);
}
