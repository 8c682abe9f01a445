import type { TerminalBrowser } from './terminal-browser.ts';
import { until } from './until.ts';

/** Waits until the shell's prompt is in front, or this program: one line may run several, one after the other. */
export async function inFront(
  browser: TerminalBrowser,
  wanted: 'prompt' | { readonly program: string },
): Promise<void> {
  const what = wanted === 'prompt' ? 'the prompt' : wanted.program;
  await until(`${what} in front`, async () => {
    browser.messages.length = 0;
    browser.send({ type: 'foreground?' });
    const { state, program } = await browser.message('foreground');
    return wanted === 'prompt' ? state === 'prompt' : state === 'program' && program === wanted.program;
  });
}
