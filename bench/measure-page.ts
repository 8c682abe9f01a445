import type { Browser, Page } from '@playwright/test';
import { drawn, freshContext, launchBrowser } from './browser.ts';
import { lesson } from './measure-starts.ts';
import type { Measurement } from './statistics.ts';

const maxFirstLoadKb = 180;

/**
 * The page of a lesson in Chromium, each time with an empty cache: the JavaScript that it loads before anything is clicked
 * (compressed, as it comes over the wire), its largest contentful paint, and from the click on Start to a key's echo.
 */
export async function measurePage(site: string, runs: number): Promise<Measurement[]> {
  const browser = await launchBrowser();
  const scripts: number[] = [];
  const paints: number[] = [];
  const terminals: number[] = [];
  try {
    for (let i = 0; i < runs; i++) {
      const visit = await oneVisit(browser, site);
      scripts.push(visit.scriptKb);
      paints.push(visit.paintMs);
      terminals.push(visit.terminalMs);
    }
  } finally {
    await browser.close();
  }
  return [
    { name: 'lesson page: JavaScript at first', unit: 'kB', samples: scripts, goal: maxFirstLoadKb, better: 'lower' },
    { name: 'lesson page: largest contentful paint', unit: 'ms', samples: paints, goal: undefined, better: 'lower' },
    { name: "click to a key's echo in the browser", unit: 'ms', samples: terminals, goal: undefined, better: 'lower' },
  ];
}

async function oneVisit(
  browser: Browser,
  site: string,
): Promise<{ readonly scriptKb: number; readonly paintMs: number; readonly terminalMs: number }> {
  const context = await freshContext(browser);
  const page = await context.newPage();
  try {
    const bytes = await countScripts(page);
    await page.goto(`${site}/learn/${lesson}`, { waitUntil: 'networkidle' });
    const scriptKb = bytes() / 1000;
    const paintMs = await page.evaluate<number>(`new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true });
    })`);
    const at = performance.now();
    await page.getByRole('button', { name: 'Start my machine' }).click();
    await drawn(page, 'learner@slipway');
    await page.keyboard.type('echo');
    await drawn(page, 'echo');
    return { scriptKb, paintMs, terminalMs: performance.now() - at };
  } finally {
    await context.request.delete(`${site}/api/lessons/${lesson}/lease`, { headers: { origin: new URL(site).origin } });
    await context.close();
  }
}

/** Counts the bytes of scripts that `page` gets from now on, as they come over the wire. */
async function countScripts(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  return () => bytes;
}
