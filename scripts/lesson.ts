import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { runLessonCommand } from '../lesson-kit/command/main.ts';
import { previewSite } from './lesson-preview.ts';
import { readSettings } from './settings.ts';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** `npm run lesson -- <verb> …`: the author's tool, with this installation's lessons and runner. */
export async function main(args: readonly string[]): Promise<void> {
  const settings = readSettings(checkout);
  const given = (settings.lessonsDir ?? '').split(':').filter((dir) => dir !== '');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  process.exitCode = await runLessonCommand(args, {
    cwd: process.cwd(),
    checkout,
    lessonRoots: [join(checkout, 'lessons'), ...given.map((dir) => resolve(checkout, dir))],
    hasColor: process.stdout.isTTY && settings.env['NO_COLOR'] === undefined,
    say: (text) => console.log(text),
    ask: process.stdin.isTTY && process.stdout.isTTY ? askInTerminal : undefined,
    runner: {
      url: settings.env['RUNNER_URL'] ?? `http://127.0.0.1:${settings.runnerPort}`,
      secret: async () =>
        settings.env['SLIPWAY_TICKET_SECRET'] ??
        // Made by `npm start`, and readable by root only.
        (await readFile(join(settings.dataDir, 'secrets', 'ticket'), 'utf8').catch(() => undefined)),
    },
    preview: (root) => previewSite(checkout, settings, root),
    signal: stop.signal,
  });
}

async function askInTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}
