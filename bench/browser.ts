import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';

const flags = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The system's Chromium, without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...flags, '--no-first-run', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** A learner's laptop with an empty cache, where the terminal draws with elements: what it shows can be read at each frame. */
export async function freshContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript('HTMLCanvasElement.prototype.getContext = () => null');
  return context;
}

/** Waits until `text` is drawn in the page's terminal, or is not; looks at each frame. */
export async function drawn(page: Page, text: string, isThere = true): Promise<void> {
  const isDrawn = `Boolean(document.querySelector('.xterm-rows')?.textContent.includes(${JSON.stringify(text)}))`;
  await page.evaluate(`new Promise((resolve) => {
    const look = () => (${isDrawn} === ${String(isThere)} ? resolve() : requestAnimationFrame(look));
    look();
  })`);
}
