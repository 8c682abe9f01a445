import { useEffect, useRef, useState } from 'react';
import type { RunState } from '../../../../_components/terminal/run-request.ts';
import { useLesson } from './lesson-context.tsx';
import { isCommand, shownOf, type SolutionPart } from './solution-parts.ts';

const lookEveryMs = 200;

export type Typing =
  | { readonly kind: 'idle' }
  /** Part `at` is typed or waited for; `program`: what runs in the terminal, if known. */
  | { readonly kind: 'typing'; readonly at: number; readonly program: string; readonly isAll: boolean }
  | { readonly kind: 'done'; readonly isAll: boolean }
  /** It ended at part `at`, and `why`. */
  | { readonly kind: 'ended'; readonly at: number; readonly why: string };

export interface SolutionTyping {
  readonly typing: Typing;
  /** Has part `at` typed, or all from it on. Nothing while something is typed already. */
  readonly start: (at: number, isAll: boolean) => void;
  readonly stop: () => void;
}

/** Has the parts of a solution typed into the learner's terminals, one or all, one after the other. */
export function useTyping(parts: readonly SolutionPart[]): SolutionTyping {
  const lesson = useLesson();
  const [typing, setTyping] = useState<Typing>({ kind: 'idle' });
  const under = useRef<AbortController | null>(null);
  const latest = useRef(lesson);
  useEffect(() => {
    latest.current = lesson;
  });
  useEffect(() => {
    // Its machine is gone, or the step: nothing more is typed.
    if (lesson.phase !== 'live') under.current?.abort();
  }, [lesson.phase]);
  useEffect(() => () => under.current?.abort(), []);

  async function type(part: SolutionPart, isFollowing: boolean, signal: AbortSignal, told: (program: string) => void) {
    if (part.kind === 'pause') return sleep(part.ms, signal);
    if (part.kind === 'check') {
      // As for the learner: what is passed stays passed, and what was jumped over is not graded.
      const isGreen = (): boolean =>
        latest.current.passed.has(part.check) || latest.current.results.get(part.check)?.verdict === 'skipped';
      while (!isGreen()) await sleep(lookEveryMs, signal);
      return;
    }
    const { lines, node, isInside, isAnswer } = part;
    const end = await new Promise<RunState>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Stopped()), { once: true });
      latest.current.run(shownOf(part), {
        node,
        terminal: 'main',
        isInside,
        script: { lines, isFollowing, isAnswer, clipboard: latest.current.clipboard.lines, signal },
        onState(state) {
          if (state.kind === 'running') told(state.program);
          if (state.kind === 'done' || state.kind === 'refused') resolve(state);
        },
      });
    });
    if (end.kind === 'refused') throw new NotTyped(end.why);
  }

  async function typeFrom(first: number, isAll: boolean, { signal }: AbortController): Promise<void> {
    const due = isAll ? parts.slice(first) : parts.slice(first, first + 1);
    let at = first;
    try {
      for (const part of due) {
        const now = at;
        setTyping({ kind: 'typing', at: now, program: '', isAll });
        await type(part, at > first, signal, (program) => setTyping({ kind: 'typing', at: now, program, isAll }));
        at += 1;
      }
      setTyping({ kind: 'done', isAll });
    } catch (error) {
      const part = parts[at];
      const goesOn = part !== undefined && isCommand(part) ? ' What runs in the terminal goes on; Ctrl-C ends it.' : '';
      setTyping({ kind: 'ended', at, why: error instanceof NotTyped ? error.message : `Stopped.${goesOn}` });
    } finally {
      under.current = null;
    }
  }

  return {
    typing,
    start(at, isAll) {
      if (under.current !== null) return;
      const controller = new AbortController();
      under.current = controller;
      void typeFrom(at, isAll, controller);
    },
    stop: () => under.current?.abort(),
  };
}

class NotTyped extends Error {}
class Stopped extends Error {}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const stop = (): void => {
      clearTimeout(timer);
      reject(new Stopped());
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
