import type { Sandbox } from '../../../protocol/sandbox.ts';
import { terminalBrowser, type TerminalBrowser } from './terminal-browser.ts';
import { bearer } from './ticket.ts';

export const size = { cols: 100, rows: 30 };

/** Opens a terminal's socket as its learner; nothing is attached to yet. */
export async function openTerminal(port: number, sandbox: Sandbox, name = 'main'): Promise<TerminalBrowser> {
  const headers = await bearer({ scope: 'terminal', sandboxId: sandbox.id, terminal: name, learner: sandbox.owner });
  return terminalBrowser(`ws://127.0.0.1:${port}/v1/sandboxes/${sandbox.id}/terminals/${name}`, headers);
}

/** A terminal that was attached to anew and shows its first prompt. */
export async function atPrompt(
  port: number,
  sandbox: Sandbox,
  { name, withinMs }: { name?: string; withinMs?: number } = {},
): Promise<TerminalBrowser> {
  const browser = await openTerminal(port, sandbox, name);
  browser.send({ type: 'attach', ...size, have: null });
  await browser.sees('learner@slipway:~$', withinMs);
  return browser;
}
