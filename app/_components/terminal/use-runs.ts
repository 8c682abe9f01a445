import { useCallback, useRef, useState } from 'react';
import type { RunOptions, RunState } from './run-request.ts';
import { mostTerminals, open, select } from './terminal-set.ts';
import type { TerminalHandle } from './terminal-view.tsx';
import type { Terminals } from './use-terminals.ts';

/** The same command again within this time is the same click, or a key that is held. */
const sameClickMs = 700;

export interface Runs {
  /** Types a command into the terminal that `options` name. */
  readonly run: (command: string, options?: RunOptions) => void;
  /** To be called when the terminal `name` is there. */
  readonly isThere: (name: string, handle: TerminalHandle) => void;
  /** Why the last command was not typed; goes with the next one. */
  readonly refusal: string | null;
}

/** Commands of the text on their way into terminals, of which some must be opened first. */
export function useRuns(terminals: Terminals, handles: ReadonlyMap<string, TerminalHandle>): Runs {
  const waiting = useRef(new Map<string, (handle: TerminalHandle) => void>());
  const last = useRef({ what: '', atMs: 0 });
  const [refusal, setRefusal] = useState<string | null>(null);
  const { current, change } = terminals;

  const run = useCallback(
    (command: string, options: RunOptions = {}) => {
      const tell = (state: RunState): void => {
        setRefusal(state.kind === 'refused' ? state.why : null);
        options.onState?.(state);
      };
      const what = JSON.stringify([command, options.terminal, options.isElsewhere]);
      const isSameClick = last.current.what === what && performance.now() - last.current.atMs < sameClickMs;
      last.current = { what, atMs: performance.now() };
      if (isSameClick && options.script === undefined) return;

      const wanted = options.terminal;
      change((set) => {
        if (options.isElsewhere === true) return open(set);
        return wanted === undefined ? set : open(set, wanted);
      });
      const set = current();
      const name = options.isElsewhere === true ? set.active : (wanted ?? set.active);
      if (!set.names.includes(name)) {
        const why = `${mostTerminals} terminals are open, which is as many as there may be. Close one first.`;
        tell({ kind: 'refused', why });
        return;
      }
      change((now) => select(now, name));
      const lines = command.split('\n').filter((line, index, all) => line !== '' || index < all.length - 1);
      const start = (handle: TerminalHandle): void => {
        if (options.script === undefined) handle.focus();
        handle.run(lines, options.isInside === true, tell, options.script);
      };
      const handle = handles.get(name);
      if (handle === undefined) waiting.current.set(name, start);
      else start(handle);
    },
    [handles, change, current],
  );
  const isThere = useCallback((name: string, handle: TerminalHandle) => {
    const start = waiting.current.get(name);
    waiting.current.delete(name);
    start?.(handle);
  }, []);
  return { run, isThere, refusal };
}
