import { siteUrl } from './env.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './axe.ts';

const lesson = '/learn/help/show-me';

test.afterEach(async ({ context }) => {
  await context.request.delete(`${siteUrl()}/api/lessons/help/show-me/lease`, { headers: { origin: siteUrl() } });
});

test('hints come one at a time, then the solution: read first, typed piece by piece, refused, stopped, gone on with', async ({
  learner,
}) => {
  const { page, screen } = learner;
  const sent: string[] = [];
  // A page that is left has no text any more.
  const keep = (text: string): void => void sent.push(text);
  page.on('response', (response) => {
    if (response.url().includes(lesson)) void response.text().then(keep, () => undefined);
  });
  await learner.open(lesson);
  const [first, second] = [
    page.getByText('Hint 1 of 2: Where to begin'),
    page.getByText('Hint 2 of 2: Which options?'),
  ];
  const show = page.getByRole('button', { name: 'Show me how' });
  await expect(first).toBeVisible();
  await expect(second).toBeHidden();
  await expect(show).toBeHidden();
  await first.focus();
  const counted = page.waitForResponse((response) => response.url().endsWith('/help'));
  await page.keyboard.press('Enter');
  await expect(second).toBeVisible();
  await expect(show).toBeHidden();
  expect((await counted).status()).toBe(200);
  // Counted with the learner: it needs no second click after a reload.
  await page.reload();
  await expect(page.getByText('With docker run.')).toBeHidden();
  await second.click();
  await expect.poll(() => sent.length).toBeGreaterThan(1);
  expect(sent.join('')).not.toContain('inside-$((40');

  await show.press('Enter');
  const solution = page.getByRole('region', { name: 'How this step is done' });
  await expect(page.getByRole('heading', { name: 'How this step is done' })).toBeFocused();
  await expect(solution.getByRole('listitem')).toHaveCount(12);
  await expect(solution).toContainText("cat > note.txt <<'END'");
  await expect(solution).toContainText('waits for the check “A container named box has ended”');
  await expect(solution.getByRole('button', { name: 'Type them all' })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page, 'a solution, without a machine');

  await learner.startMachine();
  await learner.type('top');
  await expect.poll(screen).toContain('PID USER');
  const all = solution.getByRole('button', { name: /^(Type them all|Stop|Go on)/ });
  await all.click();
  await expect(solution.getByRole('status')).toContainText('At 1 of 12: “top” is running in this terminal.');
  await page.locator('.xterm-helper-textarea').first().focus();
  await page.keyboard.press('q');

  // One by itself, which leaves the terminal in the container; the next one knows.
  await solution.getByRole('button', { name: 'Type: docker run' }).click();
  await expect(solution.getByRole('status')).toHaveText('Typed.');
  await solution.getByRole('button', { name: 'Type: echo inside' }).click();
  await expect.poll(screen).toMatch(/^inside-42/m);
  await expect(solution.getByRole('status')).toHaveText('Typed.');
  await solution.getByRole('button', { name: 'Type: exit' }).click();
  await expect(learner.check('boxed')).toContainText('Done');
  await expect(solution.getByRole('status')).toHaveText('Typed.');
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('docker rm box');
  await expect.poll(screen).toMatch(/^box$/m);

  await all.press('Enter');
  await expect(all).toHaveText('Stop');
  await expect(all).toBeFocused();
  await expect(solution.getByRole('status')).toHaveText('All of it is typed.');
  await expect.poll(screen).toContain('pasted copied-42');
  expect(await screen()).toContain('read-yes');
  await expect(learner.check('noted')).toContainText('Done');
  await expectAccessible(page, 'a solution that was typed');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 800 }, hasTouch: true });

  test('the terminal comes to the front once; stopped from the text, nothing more is typed', async ({ learner }) => {
    const { page, screen } = learner;
    await learner.open(lesson);
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await learner.startMachine();
    await page.getByRole('button', { name: /^Text/ }).click();
    for (const hint of ['Hint 1 of 2', 'Hint 2 of 2']) await page.getByText(hint).click();
    await page.getByRole('button', { name: 'Show me how' }).click();
    const solution = page.getByRole('region', { name: 'How this step is done' });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
    await solution.getByRole('button', { name: 'Press: Ctrl-C' }).scrollIntoViewIfNeeded();
    await solution.getByRole('button', { name: 'Type: echo begun' }).click();
    await expect(page.locator('#terminal-main')).toBeVisible();
    await expect.poll(screen).toMatch(/^begun-7/m);
    await page.getByRole('button', { name: /^Text/ }).click();
    await solution.getByRole('button', { name: 'Press: Ctrl-C' }).click();
    await page.getByRole('button', { name: /^Text/ }).click();
    await expect(solution.getByRole('status')).toHaveText('Typed.');
    await solution.getByRole('button', { name: 'Type them all' }).click();
    await page.getByRole('button', { name: /^Text/ }).click();
    await solution.getByRole('button', { name: 'Stop' }).click();
    await expect(solution.getByRole('status')).toContainText('Stopped.');
    await expect(solution.getByRole('button', { name: /^(Go on from|Type them all)/ })).toBeVisible();
  });
});
