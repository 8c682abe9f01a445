import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { listeningPid } from '../scripts/listening-pid.ts';
import { drawn, freshContext, launchBrowser } from './browser.ts';
import { lesson } from './measure-starts.ts';
import { percentile, type Measurement } from './statistics.ts';

const settleMs = 5000;
const floodMs = 180_000;
const sampleEveryMs = 1000;
/** Garbage is collected every few seconds: the first and the last so many samples are compared, not two moments. */
const windowSamples = 30;
const interrupts = 10;
/** What garbage collection leaves to chance. */
const flatMb = 10;

/**
 * `yes` in a browser's terminal: how much the page, the site and the runner grow while it runs on, and how soon Ctrl-C is
 * answered in the middle of it.
 */
export async function measureFlood(site: string, runner: string): Promise<Measurement[]> {
  const pids = await Promise.all([site, runner].map((url) => listeningPid(Number(new URL(url).port))));
  const browser = await launchBrowser();
  try {
    const context = await freshContext(browser);
    const page = await context.newPage();
    await page.goto(`${site}/learn/${lesson}`);
    await page.getByRole('button', { name: 'Start my machine' }).click();
    await drawn(page, 'learner@slipway');
    const sizes = async (): Promise<number[]> => [await heapMb(page), ...(await Promise.all(pids.map(residentMb)))];

    await page.keyboard.type('yes\n');
    await delay(settleMs);
    const samples: number[][] = [];
    const startedMs = Date.now();
    for (let atMs = startedMs; atMs < startedMs + floodMs; atMs += sampleEveryMs) {
      await delay(atMs - Date.now());
      samples.push(await sizes());
    }
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
      samples: [growthOf(samples.map((then) => then[i] ?? Number.NaN))],
      goal: flatMb,
      better: 'lower',
    }));
    return [...growth, { name: 'Ctrl-C during yes', unit: 'ms', samples: answers, goal: 200, better: 'lower' }];
  } finally {
    await browser.close();
  }
}

/** From the median of the first samples to that of the last ones. */
function growthOf(samples: readonly number[]): number {
  return percentile(samples.slice(-windowSamples), 0.5) - percentile(samples.slice(0, windowSamples), 0.5);
}

/** What the page's scripts hold, without what is only waiting to be collected. */
async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6;
}
