import { expect, helloWorld, pageWidth, test } from './fixtures.ts';
import { sizeOf, terminalOf } from './terminal-of.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('several terminals: tabs, two at once, named, and all there after a reload', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  const [main, second, third] = ['main', 'second', 'third'].map((name) => terminalOf(page, name)) as [
    ReturnType<typeof terminalOf>,
    ReturnType<typeof terminalOf>,
    ReturnType<typeof terminalOf>,
  ];
  await main.type('echo in-main-$((1+1))');
  await expect.poll(main.screen).toContain('in-main-2');

  await page.getByRole('button', { name: 'Show two terminals' }).click();
  await expect(second.pane).toBeVisible();
  await expect(main.pane).toBeVisible();
  await expect.poll(second.screen).toContain('learner@slipway');
  // The new one has the focus.
  await page.keyboard.type('echo in-second-$((2+2))\n');
  await expect.poll(second.screen).toContain('in-second-4');
  const widths = await Promise.all([main, second].map(async ({ pane }) => (await pane.boundingBox())?.width ?? 0));
  await page.getByRole('separator', { name: 'Between the terminals' }).focus();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await main.pane.boundingBox())?.width ?? 0).toBeGreaterThan((widths[0] ?? 0) + 40);

  // By keyboard alone: along the tabs, rename, a third.
  await second.tab.focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('my logs');
  await page.keyboard.press('Enter');
  await expect(second.tab).toHaveText('my logs');
  await page.getByRole('button', { name: 'Open another terminal' }).click();
  await expect.poll(third.screen).toContain('learner@slipway');
  await expect(second.pane).toBeHidden();
  await third.tab.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(second.tab).toBeFocused();
  await expect(second.pane).toBeVisible();

  await page.reload();
  await expect(second.tab).toHaveText('my logs');
  await expect.poll(main.screen).toContain('in-main-2');
  await expect.poll(second.screen).toContain('in-second-4');
  await expect(third.pane).toBeHidden();

  // One that runs something asks before it is closed; then its shell is gone.
  await third.tab.click();
  await third.type('sleep 99');
  await expect.poll(third.screen).toContain('sleep 99');
  await page.getByRole('button', { name: 'Close this terminal' }).click();
  await expect(page.getByRole('dialog', { name: 'Close Terminal 3?' })).toContainText('“sleep” is running in it');
  await page.getByRole('button', { name: 'End it and close' }).click();
  await expect(third.tab).toHaveCount(0);
  await main.type('pgrep -c sleep');
  await expect.poll(main.screen).toMatch(/pgrep -c sleep\s+0/);
});

test('size of text: by keys, remembered, and the shell knows', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  const main = terminalOf(page, 'main');
  const before = await sizeOf(main, 'before');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Control+=');
  await expect.poll(async () => (await sizeOf(main, 'larger')).cols).toBeLessThan(before.cols - 10);
  await page.reload();
  await expect.poll(main.screen).toContain('larger=');
  expect((await sizeOf(main, 'again')).cols).toBeLessThan(before.cols - 10);
  await page.keyboard.press('Control+0');
  await expect.poll(async () => (await sizeOf(main, 'usual')).cols).toBe(before.cols);
});

test('a flood never freezes the page, and Ctrl-C is answered at once', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  for (const flood of ['yes', "head -c 100000000 /dev/zero | tr '\\0' x | fold -w 99"]) {
    await learner.type(flood);
    await expect.poll(learner.screen).toMatch(/^[xy]+$/m);
    // In how many of thirty tenths of a second the page came to do something else: a frozen one does in few.
    const awake = await page.evaluate<number>(`new Promise((resolve) => {
      const began = performance.now();
      const tenths = new Set();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const tenth = Math.floor((performance.now() - began) / 100);
        if (tenth >= 30) return resolve(tenths.size);
        tenths.add(tenth);
        channel.port2.postMessage(0);
      };
      channel.port2.postMessage(0);
    })`);
    expect(awake, flood).toBeGreaterThan(10);
    await page.keyboard.press('Control+c');
    await expect.poll(learner.screen).toContain('^C');
    await learner.type('clear; echo over-$((6*7))');
    await expect.poll(learner.screen).toMatch(/^over-42/);
  }
});

test('full-screen programs have the whole screen, also after it changed, and leave it as it was', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('echo before-$((1+1)); vi harbour.txt');
  // Lines of a text that has not so many.
  await expect.poll(learner.screen).toMatch(/^~\s/m);
  await page.keyboard.type('i');
  await page.evaluate("navigator.clipboard.writeText('Ærø, 漢字 and a harbour')");
  await page.keyboard.press('Control+Shift+V');
  await expect.poll(learner.screen).toContain('漢字 and a harbour');
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.keyboard.press('Escape');
  await page.keyboard.type(':wq');
  await page.keyboard.press('Enter');
  await expect.poll(learner.screen).toContain('before-2');
  await learner.type('cat harbour.txt; seq 500 | less');
  await expect.poll(learner.screen).toMatch(/^1$/m);
  expect(await learner.screen()).not.toContain('500');
  await page.keyboard.press('G');
  await expect.poll(learner.screen).toContain('500');
  await page.keyboard.press('q');
  await expect.poll(learner.screen).toContain('Ærø, 漢字 and a harbour');
  await learner.type('top');
  await expect.poll(learner.screen).toContain('PID USER');
  const { rows } = await page.evaluate<{ rows: number }>(
    "({ rows: document.querySelectorAll('#terminal-main .xterm-accessibility-tree > div').length })",
  );
  await page.keyboard.press('q');
  expect((await sizeOf(terminalOf(page, 'main'), 'size')).rows).toBe(rows);
});

test('a connection that is dead without being closed is noticed and made anew; nothing is typed twice', async ({
  learner,
}) => {
  const { page } = learner;
  const line = { isDead: false, sockets: 0 };
  await page.routeWebSocket(/\/terminals\/main/, (socket) => {
    const server = socket.connectToServer();
    line.sockets += 1;
    const mine = line.sockets;
    const isCut = (): boolean => line.isDead && mine === 1;
    socket.onMessage((message) => {
      if (!isCut()) server.send(message);
    });
    server.onMessage((message) => {
      if (!isCut()) socket.send(message);
    });
  });
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('echo first-$((1+1)) >> typed.txt');
  line.isDead = true;
  await page.keyboard.type('echo lost');
  await expect.poll(() => line.sockets, { timeout: 15_000 }).toBe(2);
  await learner.type('');
  await learner.type('cat typed.txt; wc -l < typed.txt');
  await expect.poll(learner.screen).toMatch(/first-2\s+1/);
  expect(await learner.screen()).not.toContain('lost');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 800 }, hasTouch: true });

  test('terminals have tabs and a menu, two lie one above the other, and nothing is too wide', async ({ learner }) => {
    const { page } = learner;
    await learner.open(helloWorld);
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await learner.startMachine();
    await page.getByRole('button', { name: 'Open another terminal' }).click();
    const [main, second] = [terminalOf(page, 'main'), terminalOf(page, 'second')];
    await expect.poll(second.screen).toContain('learner@slipway');
    await page.getByRole('button', { name: 'More for this terminal' }).click();
    await page.getByRole('menuitem', { name: 'Two, one above the other' }).click();
    await expect(main.pane).toBeVisible();
    const [above, below] = [await second.pane.boundingBox(), await main.pane.boundingBox()];
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
    await main.type('echo on-a-phone-$((1+1))');
    await expect.poll(main.screen).toContain('on-a-phone-2');
    for (const label of ['Open another terminal', 'More for this terminal', 'Search the output']) {
      const box = await page.getByRole('button', { name: label }).boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), label).toBeGreaterThanOrEqual(32);
    }
    expect(await pageWidth(page)).toBeLessThanOrEqual(360);
  });
});
