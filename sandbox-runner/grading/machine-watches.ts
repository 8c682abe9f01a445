import type { Check } from '../../protocol/checks.ts';
import { nodeHostname, type NodeName } from '../../protocol/node.ts';
import type { Logger } from '../logger.ts';
import { unreadable } from './facts.ts';
import { watchMachine, type Machine, type MachineWatch, type WatchListener } from './machine-watch.ts';
import { needsOf } from './needs.ts';
import type { SnapshotParts, Taken } from './snapshot.ts';

/** The machines of a lease that are watched. */
export interface MachineWatches {
  /** What happened on it before, its engine remembers, as far as it does. */
  begin(machine: Machine): MachineWatch;
  /** Ends to watch all that are not `there` any more. */
  keepOnly(there: readonly Machine[]): void;
  /** What `wish.checks` need of the machine `node`, which is watched from now on. Never throws. */
  take(there: ReadonlyMap<NodeName, Machine>, node: NodeName, wish: TakeWish): Promise<Taken>;
}

export interface TakeWish {
  readonly checks: readonly Check[];
  /** Those of them that wait for others. */
  readonly waiting: readonly Check[];
  /** The question that is answered just now. */
  readonly asked: string | undefined;
  readonly maxAgeMs: number;
  readonly readPushed: SnapshotParts['readPushed'];
}

export function createWatches(listener: WatchListener, logger: Logger, signal: AbortSignal): MachineWatches {
  const watches = new Map<Machine, { readonly watch: MachineWatch; readonly ending: AbortController }>();
  const begin = (machine: Machine): MachineWatch => {
    const known = watches.get(machine);
    if (known !== undefined) return known.watch;
    const ending = new AbortController();
    const watch = watchMachine(machine, listener, logger, AbortSignal.any([signal, ending.signal]));
    watches.set(machine, { watch, ending });
    return watch;
  };
  return {
    begin,
    keepOnly(there) {
      for (const [machine, { ending }] of watches) {
        if (there.includes(machine)) continue;
        ending.abort();
        watches.delete(machine);
      }
    },
    async take(there, node, { checks, waiting, asked, maxAgeMs, readPushed }) {
      const machine = there.get(node);
      if (machine === undefined) {
        const why = `The machine \`${nodeHostname(node)}\` is not there.`;
        return { snapshot: unreadable(why), error: undefined };
      }
      const otherEngines = [...there.values()].filter((other) => other !== machine).map(({ engine }) => engine);
      const needs = needsOf(checks, new Set(asked === undefined ? [] : [asked]), (check) => waiting.includes(check));
      return begin(machine).take(needs, { maxAgeMs, otherEngines, readPushed });
    },
  };
}
