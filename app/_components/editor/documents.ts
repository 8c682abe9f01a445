import type { TextFile } from '../../../protocol/files.ts';
import { FileRefusal, sentence, type FileApi } from './file-api.ts';
import { createStore, type Store } from './store.ts';

/** Where the text of an open file is edited. */
export interface TextBuffer {
  text(): string;
  /** Puts another text there, which can be undone; no edit of the learner's. */
  replace(text: string): void;
  onEdit(listener: () => void): void;
  dispose(): void;
}

/** `edited`: will be saved by itself. `conflict`: `theirs` is on the machine's disk, null when it is no text any more. */
export type SaveState =
  | { readonly kind: 'saved' | 'edited' | 'saving' | 'gone' }
  | { readonly kind: 'failed'; readonly hint: string }
  | { readonly kind: 'conflict'; readonly theirs: string | null; readonly version: string };

export interface Doc<B extends TextBuffer> {
  readonly path: string;
  /** Null while it loads, and for what is no text. */
  readonly buffer: B | null;
  /** Why there is no text. */
  readonly why: 'loading' | 'binary' | 'large' | null;
  readonly size: number;
  readonly save: SaveState;
  /** What the disk had when it was last read or written. */
  readonly version: string;
  readonly tag: string;
}

export interface Documents<B extends TextBuffer> {
  readonly store: Store<readonly Doc<B>[]>;
  find(path: string): Doc<B> | undefined;
  /** Opens a file, or does nothing when it is open. Throws FileRefusal. */
  open(path: string): Promise<void>;
  /** Saves what is not saved first; false: that failed, and it stays open unless `force`. */
  close(path: string, force?: boolean): Promise<boolean>;
  save(path: string): Promise<void>;
  saveAll(): Promise<void>;
  /** Looks at the disk: `tag` as a list just told it, null when the file was not in it. */
  checkDisk(path: string, tag: string | null): Promise<void>;
  keepMine(path: string): Promise<void>;
  takeTheirs(path: string): void;
  /** Paths of the files of which something is nowhere but here. */
  unsaved(): readonly string[];
  renamed(from: string, to: string): Promise<void>;
  dispose(): void;
}

export const autosaveMs = 700;
const retryMs = 4000;

/** The open files: loads, saves soon after each edit, and notices when the disk has something else. */
export function createDocuments<B extends TextBuffer>(
  api: Pick<FileApi, 'read' | 'write'>,
  makeBuffer: (path: string, text: string) => Promise<B>,
): Documents<B> {
  const store = createStore<readonly Doc<B>[]>([]);
  const timers = new Map<B, ReturnType<typeof setTimeout>>();
  /** Saves under way, and which texts have edits that were not sent, or not taken. */
  const saving = new Map<B, Promise<void>>();
  const editedSince = new Set<B>();

  const find = (path: string): Doc<B> | undefined => store.get().find((doc) => doc.path === path);
  const ofBuffer = (buffer: B): Doc<B> | undefined => store.get().find((doc) => doc.buffer === buffer);
  const update = (path: string, change: Partial<Doc<B>>): void =>
    store.set((docs) => docs.map((doc) => (doc.path === path ? { ...doc, ...change } : doc)));

  const soon = (buffer: B, ms: number): void => {
    clearTimeout(timers.get(buffer));
    timers.set(
      buffer,
      setTimeout(() => {
        const doc = ofBuffer(buffer);
        if (doc?.save.kind === 'edited' || doc?.save.kind === 'failed') void save(doc.path);
      }, ms),
    );
  };
  const onEdit = (buffer: B): void => {
    editedSince.add(buffer);
    const doc = ofBuffer(buffer);
    if (doc === undefined || doc.save.kind === 'conflict' || doc.save.kind === 'gone') return;
    if (doc.save.kind !== 'saving') update(doc.path, { save: { kind: 'edited' } });
    soon(buffer, autosaveMs);
  };

  const take = async (path: string, file: TextFile): Promise<void> => {
    if (file.text === null) {
      update(path, { why: file.why, size: file.size, tag: file.tag });
      return;
    }
    const buffer = await makeBuffer(path, file.text);
    if (find(path)?.why !== 'loading') {
      buffer.dispose();
      return;
    }
    buffer.onEdit(() => onEdit(buffer));
    update(path, { buffer, why: null, size: file.size, tag: file.tag, version: file.version });
  };

  const save = async (path: string): Promise<void> => {
    const doc = find(path);
    const buffer = doc?.buffer;
    if (doc === undefined || buffer === null || buffer === undefined || doc.save.kind === 'conflict') return;
    const running = saving.get(buffer);
    if (running !== undefined) {
      await running;
      return save(path);
    }
    if (doc.save.kind === 'saved') return;
    const work = write(doc, buffer, doc.save.kind === 'gone' ? 'none' : doc.version);
    saving.set(buffer, work);
    await work.finally(() => saving.delete(buffer));
  };
  const write = async (doc: Doc<B>, buffer: B, version: string): Promise<void> => {
    clearTimeout(timers.get(buffer));
    editedSince.delete(buffer);
    update(doc.path, { save: { kind: 'saving' } });
    const path = doc.path;
    try {
      const saved = await api.write(path, buffer.text(), version);
      const isEdited = editedSince.has(buffer);
      update(ofBuffer(buffer)?.path ?? path, {
        ...{ version: saved.version, tag: saved.tag, size: saved.size },
        save: { kind: isEdited ? 'edited' : 'saved' },
      });
      if (isEdited) soon(buffer, autosaveMs);
    } catch (error) {
      editedSince.add(buffer);
      if (error instanceof FileRefusal && error.code === 'conflict') await showConflict(path);
      else {
        update(path, { save: { kind: 'failed', hint: sentence(error) } });
        const mayPass = error instanceof FileRefusal && ['offline', 'runner_unreachable'].includes(error.code);
        if (mayPass) soon(buffer, retryMs);
      }
    }
  };
  const showConflict = async (path: string): Promise<void> => {
    try {
      const { text, version, tag } = await api.read(path);
      update(path, { tag, save: { kind: 'conflict', theirs: text, version: text === null ? 'any' : version } });
    } catch (error) {
      if (error instanceof FileRefusal && error.code === 'not_found') update(path, { save: { kind: 'gone' } });
      else update(path, { save: { kind: 'failed', hint: sentence(error) } });
    }
  };

  const reload = async (path: string): Promise<void> => {
    const before = find(path);
    const file = await api.read(path);
    const doc = find(path);
    if (doc === undefined || doc.why === 'loading') return;
    // Something was saved meanwhile: what was read may be older.
    if (doc.version !== before?.version) return reload(path);
    const { buffer } = doc;
    if (buffer === null) {
      update(path, { why: 'loading' });
      await take(path, file);
    } else if (file.version === doc.version && file.text !== null) {
      // It has come back as it was; but it may have been edited here, before or meanwhile.
      const isEdited = editedSince.has(buffer) && buffer.text() !== file.text;
      const back = doc.save.kind === 'gone';
      update(path, { tag: file.tag, ...(back ? { save: { kind: isEdited ? 'edited' : 'saved' } } : {}) });
      if (back && isEdited) soon(buffer, autosaveMs);
    } else if (saving.has(buffer)) {
      return;
    } else if (file.text !== null && (doc.save.kind === 'saved' || file.text === buffer.text())) {
      if (file.text !== buffer.text()) buffer.replace(file.text);
      editedSince.delete(buffer);
      update(path, { ...{ tag: file.tag, version: file.version, size: file.size }, save: { kind: 'saved' } });
    } else {
      const version = file.text === null ? 'any' : file.version;
      update(path, { tag: file.tag, save: { kind: 'conflict', theirs: file.text, version } });
    }
  };

  return {
    store,
    find,
    async open(path) {
      if (find(path) !== undefined) return;
      const fresh: Doc<B> = {
        ...{ path, buffer: null, why: 'loading' as const, size: 0, version: '', tag: '' },
        save: { kind: 'saved' },
      };
      store.set((docs) => [...docs, fresh]);
      try {
        await take(path, await api.read(path));
      } catch (error) {
        store.set((docs) => docs.filter((doc) => doc.path !== path));
        throw error;
      }
    },
    async close(path, force = false) {
      const doc = find(path);
      if (!force && doc?.buffer != null && doc.save.kind !== 'saved') {
        if (doc.save.kind !== 'gone') await save(path);
        if (find(path)?.save.kind !== 'saved') return false;
      }
      store.set((docs) => docs.filter((other) => other.path !== path));
      if (doc?.buffer != null) {
        clearTimeout(timers.get(doc.buffer));
        editedSince.delete(doc.buffer);
        doc.buffer.dispose();
      }
      return true;
    },
    save,
    async saveAll() {
      const open = store.get().filter(({ save: state }) => state.kind === 'edited' || state.kind === 'failed');
      await Promise.all(open.map(({ path }) => save(path)));
    },
    async checkDisk(path, tag) {
      const doc = find(path);
      if (doc === undefined || doc.why === 'loading' || doc.tag === tag) return;
      if (doc.buffer !== null && saving.has(doc.buffer)) return;
      if (tag === null) {
        if (doc.save.kind !== 'gone') update(path, { tag: '', save: { kind: 'gone' } });
        return;
      }
      await reload(path).catch(() => undefined);
    },
    async keepMine(path) {
      const doc = find(path);
      if (doc?.buffer == null || doc.save.kind !== 'conflict') return;
      await write(doc, doc.buffer, doc.save.version);
    },
    takeTheirs(path) {
      const doc = find(path);
      if (doc?.buffer == null || doc.save.kind !== 'conflict' || doc.save.theirs === null) return;
      doc.buffer.replace(doc.save.theirs);
      editedSince.delete(doc.buffer);
      update(path, { version: doc.save.version, save: { kind: 'saved' } });
    },
    unsaved() {
      const isUnsaved = ({ buffer, save: state }: Doc<B>): boolean =>
        buffer !== null && (state.kind === 'gone' ? editedSince.has(buffer) : state.kind !== 'saved');
      return store
        .get()
        .filter(isUnsaved)
        .map(({ path }) => path);
    },
    async renamed(from, to) {
      for (const doc of store.get()) {
        const isInside = doc.path.startsWith(`${from}/`);
        if (doc.path !== from && !isInside) continue;
        const path = `${to}${doc.path.slice(from.length)}`;
        if (doc.buffer === null) {
          store.set((docs) => docs.map((other) => (other === doc ? { ...doc, path } : other)));
          continue;
        }
        // Another name may be another language; and a model's name can't be changed.
        const buffer = await makeBuffer(path, doc.buffer.text());
        buffer.onEdit(() => onEdit(buffer));
        if (editedSince.delete(doc.buffer)) editedSince.add(buffer);
        clearTimeout(timers.get(doc.buffer));
        doc.buffer.dispose();
        store.set((docs) => docs.map((other) => (other.path === doc.path ? { ...other, path, buffer } : other)));
        if (doc.save.kind === 'edited' || doc.save.kind === 'failed') soon(buffer, autosaveMs);
      }
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const { buffer } of store.get()) buffer?.dispose();
      store.set(() => []);
    },
  };
}
