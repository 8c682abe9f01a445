import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { NodeName } from '../../../protocol/node.ts';
import type { RunOptions } from '../terminal/run-request.ts';
import type { TerminalsHandle } from '../terminal/terminals-tool.tsx';
import { nodeLabel, nodeWords } from './nodes.ts';
import { useWorkspace } from './workspace-context.tsx';

export interface NodeRuns {
  /** Types a command at the machine that it is for, which is shown first. False: there is no machine. */
  readonly run: (command: string, options?: RunOptions) => boolean;
  /** To be called when the terminals of `node` are there. */
  readonly isThere: (node: NodeName, terminals: TerminalsHandle) => void;
}

/** Commands of the text on their way to one of several machines, whose terminals may have to be opened first. */
export function useNodeRuns(terminalsOf: RefObject<ReadonlyMap<NodeName, TerminalsHandle>>): NodeRuns {
  const { machine, lesson, node: shown, showNode } = useWorkspace();
  const waiting = useRef<Waiting | null>(null);
  const start = (node: NodeName, terminals: TerminalsHandle): void => {
    if (waiting.current?.node !== node) return;
    const { command, options } = waiting.current;
    waiting.current = null;
    terminals.run(command, options);
  };
  useLayoutEffect(() => {
    // What is hidden can't have the focus: it runs once its machine is on the screen.
    const terminals = terminalsOf.current.get(shown);
    if (terminals !== undefined) start(shown, terminals);
  }, [shown, terminalsOf]);

  return {
    isThere: start,
    run(command, options) {
      // Whatever is on the screen, a command without a name is for the lesson's first machine.
      const node = options?.node ?? (lesson === null ? shown : 'main');
      const terminals = terminalsOf.current.get(node);
      if (machine.phase !== 'live') return terminals?.run(command, options) ?? false;
      const view = machine.lease?.nodes.find((one) => one.node === node);
      const isUp = view?.state === 'ready' || view?.state === 'unwell';
      const words = view === undefined ? 'not there' : nodeWords(view);
      if (!isUp) options?.onState?.({ kind: 'refused', why: `${nodeLabel(node)} is ${words.replace('…', '')}.` });
      if (view !== undefined) showNode(node);
      if (isUp && node === shown && terminals !== undefined) return terminals.run(command, options);
      waiting.current = isUp ? { node, command, options } : null;
      return true;
    },
  };
}

interface Waiting {
  readonly node: NodeName;
  readonly command: string;
  readonly options: RunOptions | undefined;
}
