import { expect, helloWorld, test } from './fixtures.ts';
import { openMenu } from './terminal-of.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('copy: Ctrl-C copies what is selected and interrupts otherwise; the menu does it by keyboard', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  const clipboard = (): Promise<string> => page.evaluate<string>('navigator.clipboard.readText()');
  await learner.type('echo copy-$((40+2))');
  await expect.poll(learner.screen).toContain('copy-42');

  const menu = await openMenu(page);
  await expect(menu.getByRole('menuitem', { name: 'Copy' })).toBeFocused();
  await expect(menu.getByRole('menuitem', { name: 'Copy' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: 'Select all' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu).toHaveCount(0);
  await page.keyboard.press('Control+c');
  await expect.poll(clipboard).toContain('copy-42');
  expect(await learner.screen()).not.toContain('^C');

  await learner.type('sleep 1000');
  await expect.poll(learner.screen).toContain('sleep 1000');
  await page.keyboard.press('Control+c');
  await expect.poll(learner.screen).toMatch(/sleep 1000\s+\^C/);

  // With the mouse: a double click takes a word, a right click opens the menu.
  await learner.type('clear; echo mouse-word');
  await expect.poll(learner.screen).toMatch(/^mouse-word/);
  const screen = page.locator('.xterm-screen');
  await screen.dblclick({ position: { x: 20, y: 8 } });
  await screen.click({ button: 'right', position: { x: 20, y: 8 } });
  await page.getByRole('menuitem', { name: 'Copy' }).click();
  await expect.poll(clipboard).toContain('mouse');
  await expect(page.locator('.xterm-helper-textarea').first()).toBeFocused();
});

test('paste: Ctrl-V, Ctrl-Shift-V and the menu; nothing runs before Enter, and several lines are asked about', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  const put = (text: string): Promise<void> => page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);

  await put('echo pasted-$((1+1))\n');
  await page.keyboard.press('Control+v');
  await expect.poll(learner.screen).toContain('echo pasted-$((1+1))');
  expect(await learner.screen()).not.toContain('pasted-2');
  await page.keyboard.press('Enter');
  await expect.poll(learner.screen).toContain('pasted-2');

  // The shell knows pasted text: two lines wait for Enter together.
  await put('echo a-$((2+1))\necho b-$((2+2))');
  await page.keyboard.press('Control+Shift+V');
  await expect.poll(learner.screen).toContain('echo b-$((2+2))');
  expect(await learner.screen()).not.toContain('a-3');
  await page.keyboard.press('Enter');
  await expect.poll(learner.screen).toContain('b-4');

  // A program that doesn't: asked, and what is answered counts. What could end the bracket or act is left out.
  await learner.type('cat > pasted.txt');
  await expect.poll(learner.screen).toContain('cat > pasted.txt');
  await put('one\ntwo\u001b]0;x\u0007');
  await (await openMenu(page)).getByRole('menuitem', { name: 'Paste' }).click();
  const dialog = page.getByRole('dialog', { name: 'Paste 2 lines?' });
  await expect(dialog).toContainText('one');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Control+v');
  await page.getByRole('button', { name: 'Paste and run' }).click();
  await expect.poll(learner.screen).toContain('two]0;x');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+d');
  await learner.type('wc -l < pasted.txt');
  await expect.poll(learner.screen).toMatch(/wc -l < pasted.txt\s+2/);

  await put('x'.repeat(1_100_000));
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('dialog', { name: 'That is too much to paste' })).toContainText('1,100,000');
  await page.keyboard.press('Escape');
  await learner.type('echo still-$((1+1))');
  await expect.poll(learner.screen).toContain('still-2');
});

test('search: counts, goes up and down, and gives the terminal back', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type("for i in 1 2 3; do echo nee''dle $i; seq 100; done; echo all-$((1+1))");
  await expect.poll(learner.screen).toContain('all-2');
  await page.keyboard.press('Control+Shift+F');
  const search = page.getByRole('search');
  await expect(search.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('needle');
  await expect(search.getByRole('status')).toHaveText('3 of 3');
  await expect.poll(learner.screen).toContain('needle 3');
  await page.keyboard.press('Enter');
  await expect(search.getByRole('status')).toHaveText('2 of 3');
  await expect.poll(learner.screen).toContain('needle 2');
  await page.keyboard.press('Shift+Enter');
  await expect(search.getByRole('status')).toHaveText('3 of 3');
  await page.keyboard.type('xyz');
  await expect(search.getByRole('status')).toHaveText('Not found');
  await page.keyboard.press('Escape');
  await expect(search).toHaveCount(0);
  await page.keyboard.type('echo back-$((1+1))\n');
  await expect.poll(learner.screen).toContain('back-2');
});

test('links: one to the machine opens the preview, any other shows first where it leads', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('clear; echo https://docs.docker.com/get-started/.');
  await expect.poll(learner.screen).toMatch(/^https:/);
  const screen = page.locator('.xterm-screen');
  await screen.hover({ position: { x: 60, y: 8 } });
  await expect(page.getByText('https://docs.docker.com/get-started/', { exact: true })).toBeVisible();
  await screen.click({ position: { x: 60, y: 8 } });
  const dialog = page.getByRole('dialog', { name: 'Open this link?' });
  const link = dialog.getByRole('link', { name: 'Open in a new tab' });
  await expect(link).toHaveAttribute('href', 'https://docs.docker.com/get-started/');
  await expect(link).toHaveAttribute('rel', /noopener/);
  await dialog.getByRole('button', { name: 'Stay here' }).click();

  await expect(page.locator('.xterm-helper-textarea').first()).toBeFocused();
  await screen.hover({ position: { x: 300, y: 300 } });
  await learner.type('clear; echo 0.0.0.0:8080 http://localhost:9090');
  await expect.poll(learner.screen).toMatch(/^0\.0\.0\.0:8080/);
  const menu = await openMenu(page);
  await expect(menu.getByRole('menuitem', { name: 'Preview http://localhost:9090' })).toBeVisible();
  await page.keyboard.press('Escape');
  await screen.hover({ position: { x: 40, y: 8 } });
  await expect(page.getByText('0.0.0.0:8080', { exact: true })).toBeVisible();
  await screen.click({ position: { x: 40, y: 8 } });
  await expect(page.getByRole('tab', { name: 'Preview' })).toHaveAttribute('data-beside', 'true');
});
