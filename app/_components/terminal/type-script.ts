import { createTypist } from '../../../protocol/typist.ts';
import type { TypedLine } from '../../../protocol/typing.ts';
import type { TerminalPort } from './command-runner.ts';
import type { ScriptRun } from './run-request.ts';

/** As for the proof of a lesson: an image may have to be pulled. */
const lineTimeoutMs = 300_000;
const lookEveryMs = 100;

/**
 * Types the lines of a solution into a terminal that is ready for them, each when what the one before says has come; `tell`
 * hears of each before it is typed. Throws an Error with a sentence for the learner when it doesn't come, or somebody
 * types or stops it meanwhile.
 */
export async function typeScript(
  port: TerminalPort,
  { lines, clipboard, signal }: ScriptRun,
  tell: (index: number) => void,
): Promise<void> {
  const typist = createTypist({ write: (text) => void port.send(text), lineTimeoutMs, clipboard });
  const typed = port.typedCount();
  const whyNot = (): string | null => {
    if (signal.aborted) return 'Stopped.';
    if (!port.isAttached()) return 'The connection to this terminal was lost.';
    return port.typedCount() === typed ? null : 'You typed something yourself, so the rest is left to you.';
  };
  const look = (): string | null => {
    const why = whyNot();
    if (why !== null) typist.end(why);
    return why;
  };
  const unlisten = port.onOutput((output) => typist.feed(output));
  const timer = setInterval(look, lookEveryMs);
  // That it is at a prompt was seen before; this typist hasn't.
  typist.feed('$ ');
  try {
    for (const [index, line] of lines.entries()) {
      const why = look();
      if (why !== null) throw new Error(why);
      tell(index);
      await typist.type([line]).catch((cause: unknown) => {
        throw new Error(whyNot() ?? wordsFor(line, clipboard), { cause });
      });
    }
  } finally {
    clearInterval(timer);
    unlisten();
  }
}

/** What did not come after `line`. */
function wordsFor({ text, shown, expect, again }: TypedLine, clipboard: ReadonlyMap<string, string>): string {
  const missing = [...text.matchAll(/@\{([a-z]+)\}/g)].some(([, name = '']) => !clipboard.has(name));
  if (missing) return 'This pastes something that an earlier command prints. Have that one typed first.';
  const wanted = again ?? expect;
  const came = wanted === undefined ? 'no prompt came' : `“${wanted}” did not come`;
  return `After “${shown}” ${came}. Look at the terminal: it may say why.`;
}
