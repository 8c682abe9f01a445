import { belowEcho, endsAtMachine, endsInPrompt, screenText } from './screen-text.ts';
import type { TypedAction, TypedLine } from './typing.ts';

/** A prompt counts when nothing has followed it for so long. */
const quietMs = 120;
const lookEveryMs = 20;
const askEveryMs = 250;
const againAfterMs = 500;
const keptChars = 400_000;

export interface TypistOptions {
  /** Types into the terminal. */
  readonly write: (text: string) => void;
  /** For the first prompt, and for what follows each line. */
  readonly lineTimeoutMs: number;
  /** Is told what is typed next. */
  readonly onAction?: (action: TypedAction) => void;
  /** Answers an `until`. Without it nobody grades what is typed, and there is nothing to wait for. */
  readonly isGreen?: (check: string) => Promise<boolean>;
  /** What was copied, by name. Typists at several terminals share one. */
  readonly clipboard?: Map<string, string>;
}

/** Somebody at a terminal who types what they are given and waits for the prompt as a learner does. */
export interface Typist {
  /** What the terminal printed, for `output` of any size. */
  feed(output: string): void;
  /** The terminal is gone; `why` in a few words. */
  end(why: string): void;
  /** Throws an Error that shows the end of the screen if a prompt, or what a line expects, doesn't come. */
  type(actions: readonly TypedAction[]): Promise<void>;
  /** `type` of what is done in one step: it begins and ends at the prompt of the machine itself, or throws. */
  typeStep(actions: readonly TypedAction[]): Promise<void>;
}

/**
 * A typist for a terminal that the caller has connected. Runner and lesson proof share it: a solution must do the same
 * for both.
 */
export function createTypist({
  write,
  lineTimeoutMs,
  onAction,
  isGreen,
  clipboard = new Map<string, string>(),
}: TypistOptions): Typist {
  const screen = { text: '', typedAt: 0, lastOutputAt: Date.now(), ended: undefined as string | undefined };
  let hasPrompt = false;
  const isQuiet = (): boolean => Date.now() - screen.lastOutputAt >= quietMs;
  const sinceTyped = (): string => screen.text.slice(screen.typedAt);
  const output = (): string => screenText(belowEcho(sinceTyped()) ?? '');

  async function until(
    isThere: () => boolean | Promise<boolean>,
    what: string,
    everyMs = lookEveryMs,
    deadline = Date.now() + lineTimeoutMs,
  ): Promise<void> {
    while (!(await isThere())) {
      if (screen.ended !== undefined || Date.now() > deadline) {
        const why = screen.ended ?? `it did not come within ${lineTimeoutMs / 1000} s`;
        throw new Error(`${what}: ${why}. The screen ends with:\n${lastLines(screen.text)}`);
      }
      await sleep(everyMs);
    }
  }

  async function act(action: TypedAction): Promise<void> {
    onAction?.(action);
    if (action.kind === 'pause') return sleep(action.ms);
    if (action.kind === 'until')
      return until(
        () => isGreen?.(action.check) ?? true,
        `line ${action.line}, waiting for the check "${action.check}"`,
        askEveryMs,
      );
    if (action.kind === 'node') throw new Error(`line ${action.line}: there is one machine only`);
    if (action.again === undefined) await typeLine(action);
    else await typeAgain(action, action.again);
    if (action.copy !== undefined) copyFrom(output(), action.copy, action.line);
  }

  async function typeAgain(action: TypedLine, wanted: string): Promise<void> {
    const deadline = Date.now() + lineTimeoutMs;
    return until(
      async () => {
        await typeLine(action);
        return output().includes(wanted);
      },
      `line ${action.line} (${action.shown}), typed again and again, waiting for "${wanted}"`,
      againAfterMs,
      deadline,
    );
  }

  async function typeLine(action: TypedLine): Promise<void> {
    screen.typedAt = screen.text.length;
    write(pasted(action));
    const { expect } = action;
    const where = `line ${action.line} (${action.shown})`;
    if (expect !== undefined) return until(() => output().includes(expect), `${where}, waiting for "${expect}"`);
    const isKey = !action.text.endsWith('\r');
    return until(
      () => isQuiet() && endsInPrompt(isKey ? sinceTyped() : (belowEcho(sinceTyped()) ?? '')),
      `${where}, waiting for a prompt`,
    );
  }

  function copyFrom(text: string, { name, begin }: NonNullable<TypedLine['copy']>, line: number): void {
    const lines = text.split('\n').map((one) => one.trim());
    const found = lines.slice(0, -1).findLast((one) => one !== '' && one.startsWith(begin));
    if (found === undefined)
      throw new Error(
        `line ${line}: no line of its output begins with "${begin}". The screen ends with:\n${lastLines(text)}`,
      );
    clipboard.set(name, found);
  }

  function pasted({ text, line }: TypedLine): string {
    return text.replace(/@\{([a-z]+)\}/g, (_, name: string) => {
      const found = clipboard.get(name);
      if (found === undefined) throw new Error(`line ${line}: nothing has been copied as "${name}"`);
      return found;
    });
  }

  async function type(actions: readonly TypedAction[]): Promise<void> {
    if (!hasPrompt) await until(() => isQuiet() && endsInPrompt(screen.text), 'waiting for the first prompt');
    hasPrompt = true;
    for (const action of actions) await act(action);
  }

  return {
    type,
    async typeStep(actions) {
      await type(actions);
      const last = actions.at(-1);
      // Whoever jumps to the next step is at that prompt, and nowhere else.
      if (!endsAtMachine(screen.text))
        throw new Error(
          `line ${last?.line ?? 1}: a step ends at the prompt of the machine, and this one does not. The screen ends with:\n${lastLines(screen.text)}`,
        );
    },
    feed(output) {
      screen.text += output;
      if (screen.text.length > keptChars) {
        const cut = screen.text.length - keptChars;
        screen.text = screen.text.slice(cut);
        screen.typedAt = Math.max(0, screen.typedAt - cut);
      }
      screen.lastOutputAt = Date.now();
    },
    end: (why) => void (screen.ended ??= why),
  };
}

function lastLines(output: string): string {
  return screenText(output)
    .split('\n')
    .slice(-12)
    .map((line) => `    | ${line}`)
    .join('\n');
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
