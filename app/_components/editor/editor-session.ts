import type { FolderList } from '../../../protocol/files.ts';
import { createDocuments, type Documents, type TextBuffer } from './documents.ts';
import { listenToFiles, type FileEvents } from './file-events.ts';
import { sentence, type FileApi } from './file-api.ts';
import { createStore, type Store } from './store.ts';
import { emptyTree, parentOf, withListing, type TreeState } from './tree-model.ts';
import type { Upload } from './uploads.ts';

/** What the learner is asked; one thing at a time. */
export type Question =
  | { readonly kind: 'name'; readonly what: 'file' | 'folder'; readonly folder: string }
  | { readonly kind: 'rename'; readonly path: string }
  | { readonly kind: 'delete'; readonly path: string; readonly isFolder: boolean }
  | { readonly kind: 'close'; readonly path: string }
  | { readonly kind: 'unpack'; readonly folder: string; readonly upload: Upload }
  | { readonly kind: 'replace'; readonly uploads: readonly Upload[] }
  /** The lesson brings a file that the learner has with other content. */
  | {
      readonly kind: 'wish';
      readonly path: string;
      readonly have: string | null;
      readonly wanted: string;
      readonly version: string;
    }
  | { readonly kind: 'compare'; readonly path: string };

export interface EditorState {
  readonly tree: TreeState;
  /** Path of the open file in front. */
  readonly active: string | null;
  readonly question: Question | null;
  /** What went wrong last, as a sentence. */
  readonly problem: string | null;
  /** What takes time just now. */
  readonly progress: string | null;
}

export interface EditorSession<B extends TextBuffer> {
  readonly api: FileApi;
  readonly docs: Documents<B>;
  readonly store: Store<EditorState>;
  change(change: Partial<EditorState>): void;
  changeTree(change: Partial<TreeState>): void;
  expand(folder: string): void;
  collapse(folder: string): void;
  /** Reads a folder again; open files in it follow. */
  refresh(folder: string): Promise<void>;
  /** Opens a file and brings it to the front; what goes wrong is shown. */
  open(path: string): Promise<boolean>;
  /** Runs something whose failure is shown. */
  attempt(work: () => Promise<void>): Promise<boolean>;
  /** Looks and listens until the returned function is called, which saves what is not saved yet. */
  start(): () => void;
}

/** The state behind the editor's panes for one machine: its tree, its open files, and what is asked. */
export function openSession<B extends TextBuffer>(
  api: FileApi,
  leaseId: string,
  node: string,
  makeBuffer: (path: string, text: string) => Promise<B>,
): EditorSession<B> {
  const store = createStore<EditorState>({
    ...{ tree: emptyTree, active: null, question: null, problem: null, progress: null },
  });
  const docs = createDocuments(api, makeBuffer);
  const running = new Map<string, { isStale: boolean }>();
  let events: FileEvents | null = null;

  const change = (part: Partial<EditorState>): void => store.set((now) => ({ ...now, ...part }));
  const changeTree = (part: Partial<TreeState>): void =>
    store.set((now) => ({ ...now, tree: { ...now.tree, ...part } }));
  const watch = (): void => {
    const open = docs.store.get().map(({ path }) => parentOf(path));
    // A folder in a closed one is not on the screen.
    const { expanded } = store.get().tree;
    const shown = [...expanded].filter((path) =>
      path.split('/').every((_, at, parts) => expanded.has(parts.slice(0, at).join('/'))),
    );
    events?.watch([...open, ...shown]);
  };

  /** One look at a folder at a time; a wish that comes meanwhile is one more look. */
  const refresh = async (folder: string): Promise<void> => {
    const same = running.get(folder);
    if (same !== undefined) {
      same.isStale = true;
      return;
    }
    const look = { isStale: true };
    running.set(folder, look);
    try {
      while (look.isStale && events !== null) {
        look.isStale = false;
        await readFolder(folder);
      }
    } finally {
      running.delete(folder);
    }
  };
  const readFolder = async (folder: string): Promise<void> => {
    const list = await api.list(folder).catch((error: unknown) => {
      const { tree } = store.get();
      if (tree.listings.get(folder)?.kind !== 'ready')
        changeTree({ listings: new Map(tree.listings).set(folder, { kind: 'failed', hint: sentence(error) }) });
      return undefined;
    });
    if (list === undefined) return;
    store.set((now) => ({ ...now, tree: withListing(now.tree, folder, list) }));
    for (const { path } of docs.store.get())
      if (parentOf(path) === folder) await docs.checkDisk(path, tagIn(list, path));
  };
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      change({ problem: sentence(error) });
      return false;
    }
  };

  return {
    ...{ api, docs, store, change, changeTree, refresh, attempt },
    expand(folder) {
      const { tree } = store.get();
      const listings = tree.listings.has(folder)
        ? tree.listings
        : new Map(tree.listings).set(folder, { kind: 'loading' });
      changeTree({ listings, expanded: new Set([...tree.expanded, folder]) });
      void refresh(folder);
    },
    collapse(folder) {
      changeTree({ expanded: new Set([...store.get().tree.expanded].filter((path) => path !== folder)) });
    },
    async open(path) {
      const before = store.get().active;
      change({ active: path, problem: null });
      const isOpen = await attempt(() => docs.open(path));
      if (!isOpen && store.get().active === path) change({ active: before });
      return isOpen;
    },
    start() {
      const mine = listenToFiles(leaseId, node, (folder) => void refresh(folder));
      events = mine;
      const stops = [store.subscribe(watch), docs.store.subscribe(watch)];
      watch();
      void refresh('');
      return () => {
        if (events === mine) events = null;
        for (const stop of stops) stop();
        mine.close();
        // What was typed last is on its way; nobody waits for the answer.
        void docs.saveAll();
      };
    },
  };
}

/** Null: the file is not there; '?': it may be, beyond the end of a long list. */
function tagIn(list: FolderList, path: string): string | null {
  const entry = list.entries.find(
    ({ name }) => path.endsWith(name) && path === (list.path === '' ? name : `${list.path}/${name}`),
  );
  if (entry !== undefined) return entry.tag;
  return list.more > 0 ? '?' : null;
}
