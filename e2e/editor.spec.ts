import { readFile } from 'node:fs/promises';
import { expectAccessible } from './axe.ts';
import { expect, helloWorld, pageWidth, test, type Learner } from './fixtures.ts';

const treeItem = ({ page }: Learner, name: string) =>
  page.getByRole('tree', { name: 'Files in your home folder' }).getByRole('treeitem', { name, exact: true });
const text = ({ page }: Learner) => page.locator('.monaco-editor .view-lines').first();
const saveState = ({ page }: Learner) => page.getByTestId('save-state');

/** A machine with its editor below the terminal, so that both are in view. */
async function openEditor(learner: Learner): Promise<void> {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await page.getByRole('tab', { name: 'Editor' }).click();
  await page.getByRole('button', { name: 'Show Editor below the terminal' }).click();
  await expect(page.getByRole('tree', { name: 'Files in your home folder' })).toBeVisible();
  await toTerminal(learner);
}

async function toTerminal({ page }: Learner): Promise<void> {
  await page.locator('.xterm-helper-textarea').first().focus();
}

/** Runs a command in the terminal, and gives what it printed. */
async function run(learner: Learner, command: string): Promise<string> {
  await toTerminal(learner);
  const mark = Math.random().toString(36).slice(2, 8);
  await learner.type(`clear; ${command}; echo; echo ${mark}-$((40+2))`);
  await expect.poll(learner.screen).toContain(`${mark}-42`);
  return learner.screen();
}

/** Makes a file by the button, and waits until it can be written in. */
async function newFile(learner: Learner, path: string): Promise<void> {
  const { page } = learner;
  await page.getByRole('button', { name: /^New file in/ }).click();
  await page.getByRole('textbox', { name: 'Path in your home folder' }).fill(path);
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('tab', { name: path.split('/').at(-1) ?? '', exact: true })).toBeVisible();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await expect(saveState(learner)).toHaveText('Saved');
  await page.locator('.monaco-editor').first().click();
}

test('what is written in the editor is in the machine, and the other way round', async ({
  learner,
  expectedErrors,
}) => {
  expectedErrors.push('status of 4');
  const { page } = learner;
  await openEditor(learner);
  await newFile(learner, 'app/Dockerfile');
  await page.keyboard.type('FROM debian\nRUN echo hello');
  await expect(saveState(learner)).toHaveText('Saved');
  expect(await run(learner, 'cat app/Dockerfile')).toContain('RUN echo hello');

  // A change in the machine appears, without a question: nothing here was unsaved.
  await run(learner, 'echo CMD date >> app/Dockerfile');
  await expect(text(learner)).toContainText('CMD date');
  await run(learner, 'touch app/by-hand.txt');
  await expect(treeItem(learner, 'by-hand.txt')).toBeVisible();

  // Both changed it: the question says so, nothing is overwritten, and mine can be kept.
  let isFirst = true;
  await page.route('**/files/text**', async (route) => {
    if (isFirst && route.request().method() === 'PUT') {
      isFirst = false;
      await run(learner, 'echo theirs > app/Dockerfile');
    }
    await route.continue();
  });
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('# mine');
  await expect(page.getByRole('alert').filter({ hasText: 'was changed in your machine' })).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('dialog')).toContainText('Two texts of');
  await page.getByRole('button', { name: 'Keep mine' }).last().click();
  await expect(saveState(learner)).toHaveText('Saved');
  expect(await run(learner, 'cat app/Dockerfile')).toContain('# mine');

  // Deleted there: the text is still here, and can be written again.
  await run(learner, 'rm app/Dockerfile');
  await expect(page.getByRole('alert').filter({ hasText: 'not on the machine’s disk any more' })).toBeVisible();
  await page.getByRole('button', { name: 'Write it again' }).click();
  await expect(saveState(learner)).toHaveText('Saved');
  expect(await run(learner, 'cat app/Dockerfile')).toContain('# mine');

  // What is typed while the file is away is only here: who is about to lose it is told. It is saved when the file is back.
  await run(learner, 'mv app/Dockerfile app/elsewhere');
  await expect(saveState(learner)).toHaveText('Not saved: the file is gone');
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(' meanwhile');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Not saved: “app/Dockerfile”.');
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await run(learner, 'mv app/elsewhere app/Dockerfile');
  await expect(saveState(learner)).toHaveText('Saved');
  expect(await run(learner, 'cat app/Dockerfile')).toContain(' meanwhile');
});

test('a Dockerfile and a Compose file are checked, completed and explained', async ({ learner }) => {
  const { page } = learner;
  await openEditor(learner);
  await newFile(learner, 'Dockerfile');
  await page.keyboard.type('FORM debian\n');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await page.keyboard.type('EXPO');
  await page.keyboard.press('Control+Space');
  await expect(page.locator('.suggest-widget.visible')).toContainText('EXPOSE');
  await page.keyboard.press('Escape');

  await newFile(learner, 'compose.yaml');
  await page.keyboard.type('services: 5');
  await expect(page.locator('.squiggly-error, .squiggly-warning').first()).toBeVisible();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  await expect(page.locator('.monaco-hover:visible')).toContainText('services', { ignoreCase: true });
  await page.keyboard.press('Escape');
});

test('the tree: rename, delete, upload by drop, download of a file and of a folder', async ({
  learner,
  expectedErrors,
}) => {
  // A look at the folder that has just gone.
  expectedErrors.push('status of 404');
  const { page } = learner;
  await openEditor(learner);
  await newFile(learner, 'one.txt');
  await page.keyboard.type('first');
  await expect(saveState(learner)).toHaveText('Saved');

  await treeItem(learner, 'one.txt').focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Path in your home folder' }).fill('kept/two words.txt');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(treeItem(learner, 'two words.txt')).toBeVisible();
  expect(await run(learner, 'cat kept/two*')).toContain('first');

  // Dropped onto the tree, as from a desktop.
  const dropped = await page.evaluateHandle<DataTransfer>(`{
    const transfer = new DataTransfer();
    transfer.items.add(new File(['from my desk'], 'dropped ü.txt', { type: 'text/plain' }));
    transfer;
  }`);
  await page.getByRole('tree').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(treeItem(learner, 'dropped ü.txt')).toBeVisible();
  expect(await run(learner, 'cat dropped*')).toContain('from my desk');

  await treeItem(learner, 'dropped ü.txt').click();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download “/ }).click();
  expect((await file).suggestedFilename()).toBe('dropped ü.txt');
  expect(await readFile(await (await file).path(), 'utf8')).toBe('from my desk');
  await treeItem(learner, 'kept').focus();
  const folder = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download “kept/ }).click();
  expect((await folder).suggestedFilename()).toBe('kept.tar.gz');

  await treeItem(learner, 'kept').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog')).toContainText('everything in it');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(treeItem(learner, 'kept')).toHaveCount(0);
  expect(await run(learner, 'ls kept || echo really gone')).toContain('really gone');
});

test('what is no text, too large, oddly named or leads elsewhere gets words', async ({ learner, expectedErrors }) => {
  expectedErrors.push('status of 4');
  const { page } = learner;
  await openEditor(learner);
  await run(
    learner,
    "printf 'a\\0b' > binary; truncate -s 3G huge; echo odd > $'two\\nlines'; echo sp > 'with space'; ln -s /etc/passwd away; ln -s nowhere broken",
  );
  await treeItem(learner, 'binary').click();
  await expect(page.getByText('“binary” is not text')).toBeVisible();
  await treeItem(learner, 'huge').click();
  await expect(page.getByText('“huge” is too large for the editor')).toBeVisible();
  await treeItem(learner, 'with space').click();
  await expect(text(learner)).toContainText('sp');
  await page.getByRole('treeitem', { name: /two\s+lines/ }).click();
  await expect(text(learner)).toContainText('odd');
  for (const name of ['away', 'broken']) {
    await treeItem(learner, name).click();
    await expect(
      page.getByRole('alert').filter({ hasText: /leads out of your home folder|does not exist/ }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Close this message' }).click();
  }
  await page.getByRole('button', { name: /^New file in/ }).click();
  await page.getByRole('textbox', { name: 'Path in your home folder' }).fill('../../etc/x');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).not.toBeEmpty();
  await page.keyboard.press('Escape');
  // More than Playwright would carry to the browser by itself.
  const large = await page.evaluateHandle<DataTransfer>(`{
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(50 * 1024 ** 2 + 1)], 'large.bin'));
    transfer;
  }`);
  await page.getByRole('tree').dispatchEvent('drop', { dataTransfer: large });
  await expect(page.getByRole('alert').filter({ hasText: '50 MiB' })).toBeVisible();
  await expect(treeItem(learner, 'large.bin')).toHaveCount(0);
});

for (const [colorScheme, width, height] of [
  ['light', 360, 800],
  ['dark', 1920, 1080],
] as const) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height } });

    test('the editor can be used, and axe finds nothing in it', async ({ learner }) => {
      const { page } = learner;
      await learner.open(helloWorld);
      const isNarrow = width < 900;
      if (isNarrow) await page.getByRole('button', { name: 'Terminal', exact: true }).click();
      await learner.startMachine();
      if (isNarrow) await page.getByRole('button', { name: 'Editor', exact: true }).click();
      else await page.getByRole('tab', { name: 'Editor' }).click();
      await newFile(learner, 'page.html');
      await page.keyboard.type('<h1>Hello</h1>');
      await expect(saveState(learner)).toHaveText('Saved');
      expect(await pageWidth(page)).toBeLessThanOrEqual(width);
      await expectAccessible(page, 'the editor');
    });
  });
}
