import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { expect, helloWorld, test } from './fixtures.ts';

test('a page follows what its author saves, where they are in it; what is wrong is told in it, above the last good text', async ({
  page,
  request,
}) => {
  const answer = await request.get('/api/lesson-preview');
  expect(answer.status(), 'the site must be started with SLIPWAY_LESSON_PREVIEW').toBe(200);
  const { roots } = z.object({ roots: z.array(z.string()) }).parse(await answer.json());
  const file = join(roots[0] ?? '', '94-written/01-draft/lesson.mdx');
  const good = await readFile(file, 'utf8');
  const wrong = page.getByRole('status', { name: 'What is wrong with this lesson' });
  try {
    await page.goto('/learn/written/draft');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Hint', { exact: true }).click();
    const hint = page.getByText('There is nothing to find.');
    await expect(hint).toBeVisible();
    await expect(wrong).toBeEmpty();
    await page.evaluate('window.isTheSamePage = true');

    await writeFile(file, good.replace('Look around.', 'Look about you.'));
    await expect(page.getByText('Look about you.')).toBeVisible();
    await expect(hint).toBeVisible();

    const line = good.split('\n').findIndex((text) => text.startsWith('<Hint>')) + 1;
    await writeFile(file, good.replace('<Hint>', '<Hnt>').replace('</Hint>', '</Hnt>'));
    await expect(wrong).toContainText(`94-written/01-draft/lesson.mdx:${line}`);
    await expect(wrong).toContainText("<Hnt> can't be used in a lesson. Did you mean <Hint>?");
    await expect(page.getByText('Look about you.')).toBeVisible();

    await writeFile(file, good.replace('Look around.', 'Be quick.'));
    await expect(page.getByText('Be quick.')).toBeVisible();
    await expect(wrong).toBeEmpty();
    await expect(hint).toBeVisible();
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
  } finally {
    await writeFile(file, good);
  }
  // Nothing of it in the pages of other lessons.
  await page.goto(helloWorld);
  await expect(page.getByText('Start my machine')).toBeVisible();
  expect(await page.locator('script[src*="lesson-preview"]').count()).toBe(0);
  await expect(wrong).toHaveCount(0);
});
