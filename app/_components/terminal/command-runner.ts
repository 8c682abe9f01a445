import type { Foreground } from '../../../protocol/terminal.ts';
import { busyWords } from './leave-words.ts';
import type { RunState, ScriptRun } from './run-request.ts';
import { typeScript } from './type-script.ts';

/** A terminal as somebody who types commands needs it. */
export interface TerminalPort {
  isAttached(): boolean;
  foreground(): Promise<Foreground | null>;
  /** False: there is no connection. */
  send(text: string): boolean;
  /** How often a shell has drawn a prompt (bracketed paste was switched on). */
  promptCount(): number;
  /** How often the learner has typed or pasted something. */
  typedCount(): number;
  /** The line under the cursor. */
  cursorLine(): string;
  /** When output was last shown, on the clock of `now`. */
  outputAtMs(): number;
  /** Calls back with all output from now on, until the function that it gives is called. */
  onOutput(listener: (output: string) => void): () => void;
}

export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface CommandRunner {
  /** Types `lines`, each when the one before is done. Tells how it goes; never throws. */
  run(lines: readonly string[], isInside: boolean, onState: (state: RunState) => void): void;
  /** The same for lines of a solution, which say what they are followed by. */
  type(script: ScriptRun, isInside: boolean, onState: (state: RunState) => void): void;
}

const attachWithinMs = 12_000;
const promptWithinMs = { program: 1500, busy: 8000 };
/** Without a sign that a new prompt was drawn, a prompt counts this long after the line was typed. */
const unmarkedPromptMs = 700;
const quietMs = 250;
/** A program's prompt may be a download away. */
const insidePromptWithinMs = 120_000;
/** What was typed into a program counts as done after this time, prompt or not. */
const insideOverMs = 3000;
const firstPauseMs = 120;
const longestPauseMs = 1000;
const tickMs = 30;

class Refused extends Error {}

interface Job {
  readonly lines: readonly string[];
  /** How many of them are still to be typed. */
  left: number;
  readonly onState: (state: RunState) => void;
}

/** Who types the commands of a lesson into one terminal. */
export function createCommandRunner(port: TerminalPort, clock: Clock = realClock): CommandRunner {
  /** The block whose lines are still being typed. */
  let typing: Job | null = null;

  async function attached(): Promise<void> {
    const end = clock.now() + attachWithinMs;
    while (!port.isAttached()) {
      if (clock.now() > end) throw new Refused('This terminal is not connected. Try again in a moment.');
      await clock.sleep(tickMs);
    }
  }

  const look = async (): Promise<Foreground> => {
    const seen = await port.foreground();
    if (seen === null) throw new Refused('The connection to this terminal was lost.');
    return seen;
  };

  async function atPrompt(): Promise<void> {
    const began = clock.now();
    for (;;) {
      const seen = await look();
      const waitedMs = clock.now() - began;
      if (seen.state === 'prompt' || seen.state === 'unknown') return;
      if (seen.state === 'program' && waitedMs > promptWithinMs.program) throw new Refused(busyWords(seen.program));
      if (seen.state === 'busy' && waitedMs > promptWithinMs.busy)
        throw new Refused(
          'The shell in this terminal is still busy. Stop it with Ctrl-C first, or use another terminal.',
        );
      await clock.sleep(firstPauseMs);
    }
  }

  /** Takes away what is half typed, so that it does not become a part of the command. */
  async function emptyLine(): Promise<void> {
    const line = port.cursorLine().trimEnd();
    if (line === '>' || line.startsWith('> ')) {
      const before = port.promptCount();
      port.send('\x03');
      for (let i = 0; i < 30 && port.promptCount() === before; i += 1) await clock.sleep(tickMs);
    } else if (line !== '' && !/[$#%]$/.test(line)) {
      port.send('\x05\x15');
    }
  }

  const type = (job: Job, line: string): void => {
    // A tab would ask the shell to complete; as pasted text it is just a tab.
    const keys = line.includes('\t') ? `\x1b[200~${line}\x1b[201~\r` : `${line}\r`;
    if (!port.send(keys)) throw new Refused('The connection to this terminal was lost; nothing was typed.');
    job.left -= 1;
    if (job.left === 0) typing = null;
  };
  /** Has the learner begun to type between two lines of the block? */
  const cutter = (job: Job): (() => boolean) => {
    const typed = port.typedCount();
    return () => job.left > 0 && port.typedCount() !== typed;
  };
  const tell = (job: Job, program: string): void =>
    job.onState({ kind: 'running', line: job.lines.length - job.left, of: job.lines.length, program });

  /** After a line was typed: until the shell's next prompt. */
  async function promptAgain(
    prompts: number,
    onProgram: (program: string) => void,
    isCut: () => boolean,
  ): Promise<void> {
    const typedAt = clock.now();
    let pauseMs = firstPauseMs;
    let nextLookAt = typedAt + pauseMs;
    let known = prompts;
    for (;;) {
      await clock.sleep(tickMs);
      if (isCut()) return;
      const isNew = port.promptCount() !== known;
      if (!isNew && clock.now() < nextLookAt) continue;
      known = port.promptCount();
      const seen = await look();
      const isMarked = port.promptCount() !== prompts || clock.now() - typedAt > unmarkedPromptMs;
      if ((seen.state === 'prompt' || seen.state === 'unknown') && isMarked) return;
      if (seen.state === 'program') onProgram(seen.program);
      pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
      nextLookAt = clock.now() + pauseMs;
    }
  }

  /** Until the program in front waits for a line; false: it has ended. */
  async function insidePrompt(sinceMs: number, isCut: () => boolean): Promise<boolean> {
    const end = clock.now() + insidePromptWithinMs;
    for (;;) {
      const seen = await look();
      if (seen.state === 'prompt') return false;
      const isQuiet = port.outputAtMs() >= sinceMs && clock.now() - port.outputAtMs() > quietMs;
      if (isCut() || (isQuiet && /[$#%>:] ?$/.test(port.cursorLine().trimEnd()))) return true;
      if (clock.now() > end) throw new Refused(`“${seen.program}” shows no prompt, so nothing more was typed.`);
      await clock.sleep(firstPauseMs);
    }
  }

  async function runInside(job: Job): Promise<void> {
    const isCut = cutter(job);
    let sinceMs = 0;
    for (const [index, line] of job.lines.entries()) {
      if (!(await insidePrompt(sinceMs, isCut))) throw new Refused(index === 0 ? notInside : ended(job.left));
      if (isCut()) throw new Refused(youTyped(job.left));
      sinceMs = clock.now();
      type(job, line);
      tell(job, '');
    }
    await insidePrompt(sinceMs, () => clock.now() - sinceMs > insideOverMs);
  }

  async function runAtPrompt(job: Job): Promise<void> {
    await atPrompt();
    await emptyLine();
    const isCut = cutter(job);
    for (const line of job.lines) {
      const prompts = port.promptCount();
      type(job, line);
      tell(job, '');
      await promptAgain(prompts, (program) => tell(job, program), isCut);
      if (isCut()) throw new Refused(youTyped(job.left));
    }
  }

  /** Waits until the lines of a solution can be typed, or throws Refused with why not. */
  async function readyFor({ lines, isFollowing, isAnswer }: ScriptRun, isInside: boolean): Promise<void> {
    // A key is for whatever has the terminal.
    if (lines[0]?.text.endsWith('\r') !== true) return;
    // What the command before was to print is there already; by itself, an answer needs somebody who asks.
    if (isAnswer && (isFollowing || (await look()).state === 'program')) return;
    if (isFollowing && (await isAnyPrompt())) return;
    if (!isInside) {
      await atPrompt();
      return emptyLine();
    }
    if (!(await insidePrompt(0, () => false))) throw new Refused(notInside);
  }

  /** Does the shell, or a program in front of it, show a prompt? */
  async function isAnyPrompt(): Promise<boolean> {
    const { state } = await look();
    return state === 'prompt' || (state === 'program' && /[$#>]$/.test(port.cursorLine().trimEnd()));
  }

  async function typeAll(script: ScriptRun, isInside: boolean, job: Job): Promise<void> {
    await attached();
    await readyFor(script, isInside);
    await typeScript(port, script, () => {
      job.left -= 1;
      tell(job, '');
    });
  }

  /** Has `work` type `lines`, unless others are still being typed; `failed` says how it ends when that throws. */
  function begin(
    lines: readonly string[],
    onState: (state: RunState) => void,
    work: (job: Job) => Promise<void>,
    failed: (error: unknown, job: Job) => RunState,
  ): void {
    if (typing !== null) {
      onState({ kind: 'refused', why: 'The lines of another block are still being typed into this terminal.' });
      return;
    }
    const job: Job = { lines, left: lines.length, onState };
    typing = job;
    onState({ kind: 'waiting' });
    void work(job)
      .then(
        (): RunState => ({ kind: 'done' }),
        (error: unknown) => failed(error, job),
      )
      .then((state) => {
        // Before it is told: whoever hears of it has the next lines typed at once.
        if (typing === job) typing = null;
        onState(state);
      });
  }

  return {
    type(script, isInside, onState) {
      const lines = script.lines.map(({ shown }) => shown);
      begin(
        lines,
        onState,
        (job) => typeAll(script, isInside, job),
        (error) => ({ kind: 'refused', why: error instanceof Error ? error.message : failure }),
      );
    },
    run(lines, isInside, onState) {
      begin(
        lines,
        onState,
        async (job) => {
          await attached();
          await (isInside ? runInside(job) : runAtPrompt(job));
        },
        // Once everything is typed, a lost connection changes nothing for the block.
        (error, { left }) =>
          left === 0 ? { kind: 'done' } : { kind: 'refused', why: error instanceof Refused ? error.message : failure },
      );
    },
  };
}

const failure = 'The terminal failed.';
const notInside = 'This is to be typed inside a container, and this terminal is at your machine’s own prompt.';
const ended = (lines: number): string => `The program has ended; ${count(lines)} not typed.`;
const youTyped = (lines: number): string => `You typed something yourself, so ${count(lines)} not typed.`;
const count = (lines: number): string => (lines === 1 ? 'the last line was' : `the last ${lines} lines were`);

const realClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
