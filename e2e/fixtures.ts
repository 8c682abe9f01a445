import { expect, test as base, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { z } from 'zod';
import { siteUrl } from './env.ts';

export const helloWorld = '/learn/first-steps/hello-world';

export interface Learner {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Opens a page of the site. */
  readonly open: (path: string) => Promise<void>;
  /** Clicks Start and waits until keys go to a shell at its prompt. */
  readonly startMachine: () => Promise<void>;
  /** Rows of the terminal that are in view, as a screen reader gets them. */
  readonly screen: () => Promise<string>;
  /** Types a command and Enter into the terminal. */
  readonly type: (command: string) => Promise<void>;
  readonly check: (id: string) => Locator;
}

interface Fixtures {
  readonly learner: Learner;
  /** Errors in the page that this test provokes, by a part of their text. */
  readonly expectedErrors: string[];
}

/**
 * A learner with a browser of their own, whose machines are stopped afterwards. An error in the page's console, or a
 * request to any other host, fails the test.
 */
export const test = base.extend<Fixtures>({
  expectedErrors: async ({}, use) => {
    await use([]);
  },

  baseURL: async ({}, use) => {
    await use(siteUrl());
  },
  learner: async ({ context, page, expectedErrors, baseURL }, use) => {
    await context.addInitScript("localStorage.setItem('slipway.screen-reader', 'yes')");
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      const { host, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(baseURL ?? siteUrl()).host)
        problems.push(`foreign request: ${request.url()}`);
    });
    await use(learnerWith(page, context));
    await page.close();
    await stopMachines(context);
    const unexpected = problems.filter((problem) => !expectedErrors.some((part) => problem.includes(part)));
    expect(unexpected, 'errors in the page').toEqual([]);
  },
});

export { expect };

function learnerWith(page: Page, context: BrowserContext): Learner {
  const rows = page.locator('[role=tabpanel]:not([data-hidden=true]) .xterm-accessibility-tree');
  const screen = async (): Promise<string> =>
    (await rows.locator('> div').allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
  return {
    page,
    context,
    screen,
    open: async (path) => {
      await page.goto(path);
    },
    startMachine: async () => {
      await page.getByRole('button', { name: 'Start my machine' }).click();
      await expect(page.getByText('Running', { exact: true })).toBeVisible();
      await expect.poll(screen).toContain('learner@slipway');
      await expect(page.locator('.xterm-helper-textarea').first()).toBeFocused();
    },
    type: async (command) => {
      await page.keyboard.type(command);
      await page.keyboard.press('Enter');
    },
    check: (id) => page.locator(`[data-check="${id}"]`),
  };
}

/** Waits until the page has come to life, and hears its keys. */
export async function keysWork(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Keys and help' })).toHaveAttribute('aria-keyshortcuts', '?');
}

const leaseSchema = z.object({ id: z.string(), state: z.string() });

/** Starts a machine through the API, as the page does, and waits until it is there: the answer may come before. */
export async function startByApi(context: BrowserContext, lesson = 'first-steps/hello-world'): Promise<{ id: string }> {
  await context.request.get(`${siteUrl()}/`, { headers: { accept: 'text/html' } });
  const id = await leaseOf(context, lesson);
  const state = async (): Promise<string> =>
    leaseSchema.parse(await (await context.request.get(`${siteUrl()}/api/leases/${id}`)).json()).state;
  await expect.poll(state).toBe('ready');
  return { id };
}

/** The lease of a learner's machine for a lesson, which is started if there is none. */
export async function leaseOf(context: BrowserContext, lesson: string): Promise<string> {
  const answer = await context.request.post(`${siteUrl()}/api/lessons/${lesson}/lease`, {
    headers: { origin: siteUrl() },
  });
  expect(answer.status()).toBe(200);
  return leaseSchema.parse(await answer.json()).id;
}

async function stopMachines(context: BrowserContext): Promise<void> {
  await context.request.delete(`${siteUrl()}/api/play/lease`, { headers: { origin: siteUrl() } });
  const lessons = ['hello-world', 'list-inspect-remove', 'interactive'].map((lesson) => `first-steps/${lesson}`);
  for (const lesson of [...lessons, 'acting-text/blocks', 'acting-text/machines', 'checks/questions'])
    await context.request.delete(`${siteUrl()}/api/lessons/${lesson}/lease`, { headers: { origin: siteUrl() } });
}

/** How wide the page is, scrolled out of view or not, in CSS pixels. */
export function pageWidth(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth');
}
