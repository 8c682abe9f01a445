import type { Page } from '@playwright/test';
import { setTimeout as delay } from 'node:timers/promises';
import { listeningPid } from '../scripts/listening-pid.ts';
import { drawn, freshContext, launchBrowser } from './browser.ts';
import { heldMb } from './held-memory.ts';
import { lesson } from './measure-starts.ts';
import type { Measurement } from './statistics.ts';

const settleMs = 5000;
const floodMs = 180_000;
const interrupts = 10;
/** What else a process does meanwhile. */
const flatMb = 10;

/**
 * `yes` in a browser's terminal: how much the page, the site and the runner grow while it runs on, and how soon Ctrl-C is
 * answered in the middle of it.
 */
export async function measureFlood(site: string, runner: string): Promise<Measurement[]> {
  const browser = await launchBrowser();
  try {
    const context = await freshContext(browser);
    const page = await context.newPage();
    await page.goto(`${site}/learn/${lesson}`);
    await page.getByRole('button', { name: 'Start my machine' }).click();
    await drawn(page, 'learner@slipway');
    const sizes = async (): Promise<number[]> => {
      const held = [await heapMb(page)];
      for (const url of [site, runner]) held.push(await heldMb(await processAt(url)));
      return held;
    };

    await page.keyboard.type('yes\n');
    await delay(settleMs);
    const before = await sizes();
    await delay(floodMs);
    const after = await sizes();
    const answers: number[] = [];
    for (let i = 0; i < interrupts; i++) {
      const at = performance.now();
      await page.keyboard.press('Control+c');
      await drawn(page, '^C');
      answers.push(performance.now() - at);
      await page.keyboard.type('clear\n');
      await drawn(page, '^C', false);
      await page.keyboard.type('yes\n');
      await delay(1000);
    }
    await page.keyboard.press('Control+c');
    await context.request.delete(`${site}/api/lessons/${lesson}/lease`, { headers: { origin: new URL(site).origin } });
    const growth = ['page', 'site', 'runner'].map((name, i): Measurement => ({
      name: `${floodMs / 60_000} min of yes: growth of the ${name}`,
      unit: 'MB',
      samples: [(after[i] ?? Number.NaN) - (before[i] ?? Number.NaN)],
      goal: flatMb,
      better: 'lower',
    }));
    return [...growth, { name: 'Ctrl-C during yes', unit: 'ms', samples: answers, goal: 200, better: 'lower' }];
  } finally {
    await browser.close();
  }
}

/** What the page's scripts hold, without what is only waiting to be collected. */
async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

async function processAt(url: string): Promise<number> {
  const pid = await listeningPid(Number(new URL(url).port));
  if (pid === undefined) throw new Error(`nothing listens at ${url}`);
  return pid;
}
