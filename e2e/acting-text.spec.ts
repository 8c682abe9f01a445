import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { anotherMachine, rewind } from './rewind.ts';
import { terminalOf } from './terminal-of.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const blocks = '/learn/acting-text/blocks';

/** The code block that holds `text`, and its button. */
function blockWith(page: Page, text: string): { readonly block: Locator; readonly button: Locator } {
  const pre = page.locator('pre[data-kind]', { hasText: text });
  const block = page.locator('div[data-kind]').filter({ has: pre });
  return { block, button: block.getByRole('button').first() };
}

test('a command is typed once, however often the button is pressed, and the button says how it goes', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  const { button } = blockWith(page, 'held.txt');
  const [main, second] = [terminalOf(page, 'main'), terminalOf(page, 'second')];
  await button.dblclick();
  await expect(button).toContainText('Running');
  await button.click({ force: true });
  await button.press('Enter');
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  // What it waits for comes from another terminal.
  await page.getByRole('button', { name: 'Open another terminal' }).click();
  await expect.poll(second.screen).toContain('learner@slipway');
  await second.type('touch go');
  await main.tab.click();
  await expect.poll(main.screen).toContain('held-42');
  await expect(button).toHaveAttribute('aria-disabled', 'false');
  await main.type('wc -l < held.txt');
  await expect.poll(main.screen).toMatch(/wc -l < held.txt\s+1\s/);
  await expect(page.getByRole('status').filter({ hasText: 'The command has ended.' })).toHaveCount(1);
});

test('half a command in the terminal does not become a part of it', async ({ learner }) => {
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  await page.keyboard.type('rm -rf ');
  await expect.poll(learner.screen).toContain('rm -rf');
  await blockWith(page, 'once.txt').button.click();
  await expect.poll(learner.screen).toContain('ended-42');
  expect(await learner.screen()).not.toContain('rm -rf');
});

test('while a program has the terminal nothing is typed: it is named, and a new terminal is offered', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  await learner.type('top');
  await expect.poll(learner.screen).toContain('PID USER');
  const { block, button } = blockWith(page, 'once.txt');
  await button.click();
  await expect(block).toContainText('“top” is running in this terminal. End it first, with the key q');
  await expect(page.getByRole('status').filter({ hasText: 'Not typed. “top” is running' })).toHaveCount(1);
  await block.getByRole('button', { name: 'Run it in a new terminal' }).click();
  await expect.poll(terminalOf(page, 'second').screen).toContain('ended-42');
  await expect(block).not.toContainText('is running in this terminal');
  await learner.type('wc -l < once.txt');
  await expect.poll(terminalOf(page, 'second').screen).toMatch(/once.txt\s+1\s/);
});

test('several lines follow each other at the prompt, with texts of several lines and tabs', async ({ learner }) => {
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  const { button } = blockWith(page, 'note.txt');
  await button.click();
  await expect(button).toContainText('Line 1 of 7');
  await expect.poll(learner.screen).toContain('in-/tmp');
  await learner.type('cat -A ~/note.txt');
  await expect.poll(learner.screen).toMatch(/first line\$\s+\^Itabbed\$/);
});

test('lines wait for a program that stays, and are left out when the learner types', async ({ learner }) => {
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  const { block, button } = blockWith(page, 'never-typed');
  await button.click();
  await expect(button).toHaveAttribute('title', '“sleep” is running');
  await page.keyboard.press('Control+c');
  await expect(block).toContainText('You typed something yourself, so the last line was not typed.');
  await learner.type('echo after-$((1+1))');
  await expect.poll(learner.screen).toContain('after-2');
  expect(await learner.screen()).not.toContain('never-typed');
});

test('blocks for inside go into the container, and nowhere else', async ({ learner }) => {
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  const inside = blockWith(page, 'inside-$((40+2))');
  await expect(inside.block).toContainText('Inside the container');
  await inside.button.click();
  await expect(inside.block).toContainText('this terminal is at your machine’s own prompt');

  await blockWith(page, '--name box busybox').button.click();
  // At once: what it is typed into must be there first.
  await inside.button.click();
  await expect.poll(learner.screen).toMatch(/\/ # echo inside-\$\(\(40\+2\)\)\s+inside-42\s+\/ # hostname/);
  await expect(inside.button).toContainText('Run');
  const out = page.locator('div[data-kind=run]').filter({ has: page.locator('pre', { hasText: /^exit$/ }) });
  await out.getByRole('button').click();
  await expect.poll(learner.screen).toMatch(/\/ # exit\s+learner@slipway/);
  await expect(learner.check('boxed')).toContainText('Done');
});

test('a block may name its terminal, which is opened for it and found again', async ({ learner }) => {
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  await blockWith(page, 'second-$((1+1))').button.click();
  await expect.poll(terminalOf(page, 'second').screen).toContain('second-2');
  await blockWith(page, 'logs-$((2+2))').button.click();
  await expect.poll(terminalOf(page, 'logs').screen).toContain('logs-4');
  await expect(page.getByRole('tab', { name: 'logs' })).toHaveAttribute('aria-selected', 'true');
  await blockWith(page, 'second-$((1+1))').button.click();
  await expect(terminalOf(page, 'second').tab).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab')).toHaveCount(3);
});

test('text is copied; output can only be read', async ({ learner }) => {
  const { page } = learner;
  await learner.open(blocks);
  const { button } = blockWith(page, 'docker ps --all');
  await button.click();
  await expect(button).toHaveText('Copied');
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe('docker ps --all');
  const output = page.locator('div[data-kind=output]');
  await expect(output).toContainText('Output');
  await expect(output.getByRole('button')).toHaveCount(0);
});

test('without a machine a command leads to where one is started, and a file says so', async ({ learner }) => {
  const { page } = learner;
  await learner.open(blocks);
  await blockWith(page, 'once.txt').button.click({ force: true });
  await expect(page.getByRole('button', { name: 'Start my machine' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Start your machine first' })).toHaveCount(1);
});

test('a file of the text is written once, and not again onto the machine that comes in the place of the first', async ({
  learner,
  expectedErrors,
}) => {
  // It is looked for before it is written.
  expectedErrors.push('status of 404');
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  await page.getByRole('button', { name: 'Write this file' }).click();
  await expect(page.getByRole('tab', { name: 'compose.yaml', exact: true })).toBeVisible();
  await expect(page.getByTestId('save-state')).toHaveText('Saved');
  await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
  const dialog = await rewind(page, 'Start afresh');
  await expect(dialog).not.toContainText('Not saved');
  await dialog.getByRole('button', { name: 'Replace my machine' }).click();
  await anotherMachine(learner);
  await page.getByRole('tab', { name: 'Editor' }).click();
  await expect(page.getByText('Open a file on the left')).toBeVisible();
  await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('ls site; echo end-$((40+2))');
  await expect.poll(learner.screen).toContain('end-42');
  expect(await learner.screen()).toContain('No such file or directory');
});

test('by keyboard alone: from the text into the terminal, and back to the block', async ({ learner }) => {
  const { page } = learner;
  await learner.open(blocks);
  await learner.startMachine();
  await page.keyboard.press('F6');
  await expect(page.getByRole('region', { name: 'Lesson' })).toBeFocused();
  const { button } = blockWith(page, 'once.txt');
  const isThere = async (): Promise<boolean> => (await button.and(page.locator(':focus')).count()) === 1;
  for (let i = 0; i < 8 && !(await isThere()); i += 1) await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(learner.screen).toContain('ended-42');
  await expect(page.locator('.xterm-helper-textarea').first()).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 800 }, hasTouch: true });

  test('a command brings the terminal to the front, also when it is refused', async ({ learner }) => {
    const { page } = learner;
    await learner.open(blocks);
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await learner.startMachine();
    await page.getByRole('button', { name: /^Text/ }).click();
    await blockWith(page, 'never-typed').button.click();
    await expect(page.locator('#terminal-main')).toBeVisible();
    await expect.poll(learner.screen).toContain('sleep 300');
    await page.getByRole('button', { name: /^Text/ }).click();
    await blockWith(page, 'docker run -it').button.click();
    await expect(page.getByText('The lines of another block are still being typed').last()).toBeVisible();
  });
});
