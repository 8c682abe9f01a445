import type { NodeName } from '../../../protocol/node.ts';
import type { Documents } from './documents.ts';
import type { EditorSession } from './editor-session.ts';
import type { ModelBuffer } from './monaco/model-buffer.ts';

interface Session {
  readonly docs: Pick<Documents<ModelBuffer>, 'unsaved' | 'saveAll' | 'dispose'> & {
    readonly store: Pick<Documents<ModelBuffer>['store'], 'subscribe'>;
  };
}

/** A file of which something is in the editor only. */
export interface UnsavedFile {
  readonly node: NodeName;
  readonly path: string;
}

/** What the editors of a page hold, for each machine, also while another machine or none is looked at. */
export interface Editors<S extends Session = EditorSession<ModelBuffer>> {
  /** The state of a machine's editor; `open` makes it when there is none. */
  of(leaseId: string, node: NodeName, open: () => S): S;
  /** Forgets the machines that are not among these; null: all. */
  keepOnly(leaseId: string | null, nodes: readonly NodeName[]): void;
  unsaved(): readonly UnsavedFile[];
  saveAll(): Promise<void>;
  /** Calls `listener` whenever another file may be unsaved, or saved. Returns what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

interface Kept<S> {
  readonly leaseId: string;
  readonly node: NodeName;
  readonly session: S;
  readonly stop: () => void;
}

/** Keeps the state of each machine's editor, so that nothing that was written is lost by a look at another one. */
export function createEditors<S extends Session>(): Editors<S> {
  const kept = new Map<string, Kept<S>>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    of(leaseId, node, open) {
      const key = `${leaseId} ${node}`;
      const before = kept.get(key);
      if (before !== undefined) return before.session;
      const session = open();
      kept.set(key, { leaseId, node, session, stop: session.docs.store.subscribe(tell) });
      return session;
    },
    keepOnly(leaseId, nodes) {
      for (const [key, one] of kept) {
        if (one.leaseId === leaseId && nodes.includes(one.node)) continue;
        kept.delete(key);
        one.stop();
        one.session.docs.dispose();
      }
      tell();
    },
    unsaved: () =>
      [...kept.values()].flatMap(({ node, session }) => session.docs.unsaved().map((path) => ({ node, path }))),
    async saveAll() {
      await Promise.all([...kept.values()].map(({ session }) => session.docs.saveAll()));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
