import type { FileEntry, FolderList } from '../../../protocol/files.ts';

export type Listing =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly entries: readonly FileEntry[]; readonly more: number }
  | { readonly kind: 'failed'; readonly hint: string };

export interface TreeState {
  /** By path; only folders that were opened. */
  readonly listings: ReadonlyMap<string, Listing>;
  readonly expanded: ReadonlySet<string>;
  /** Path of the row that has, or gets, the focus. */
  readonly current: string | null;
  readonly showsHidden: boolean;
}

export const emptyTree: TreeState = { listings: new Map(), expanded: new Set(['']), current: null, showsHidden: false };

/** A line of the tree: an entry, or a word about a folder's state. */
export interface TreeRow {
  readonly path: string;
  readonly name: string;
  /** 1: in the home itself. */
  readonly level: number;
  readonly entry: FileEntry | null;
  readonly isExpanded: boolean;
  readonly position: number;
  readonly setSize: number;
  /** Only for a row without an entry. */
  readonly note: string;
}

const keptDotFiles = /^\.(env|dockerignore|gitignore|gitattributes|github|gitlab-ci\.yml|editorconfig|npmrc|nvmrc)/;

/** Shell and tool files of the home that a learner did not make are not shown at first. */
export function isHidden(path: string): boolean {
  return path.startsWith('.') && !keptDotFiles.test(path);
}

const byName = new Intl.Collator('en', { numeric: true });

/** Folders first, then by name as people count. */
export function inOrder(entries: readonly FileEntry[]): FileEntry[] {
  const rank = (entry: FileEntry): number => (entry.kind === 'folder' ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || byName.compare(a.name, b.name));
}

/** The lines that are on the screen, from top to bottom. */
export function treeRows(tree: TreeState): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (folder: string, level: number): void => {
    const listing = tree.listings.get(folder);
    const entries = listing?.kind === 'ready' ? inOrder(listing.entries) : [];
    const shown = entries.filter(({ name }) => tree.showsHidden || !isHidden(join(folder, name)));
    const note = noteOf(listing, shown.length);
    const setSize = shown.length + (note === '' ? 0 : 1);
    for (const [index, entry] of shown.entries()) {
      const path = join(folder, entry.name);
      const isExpanded = entry.kind === 'folder' && tree.expanded.has(path);
      rows.push({ path, name: entry.name, level, entry, isExpanded, position: index + 1, setSize, note: '' });
      if (isExpanded) add(path, level + 1);
    }
    if (note !== '')
      rows.push({
        path: `${folder}/`,
        name: '',
        level,
        entry: null,
        isExpanded: false,
        position: setSize,
        setSize,
        note,
      });
  };
  add('', 1);
  return rows;
}

function noteOf(listing: Listing | undefined, shown: number): string {
  if (listing === undefined || listing.kind === 'loading') return 'Reading…';
  if (listing.kind === 'failed') return listing.hint;
  if (listing.more > 0) return `and ${listing.more.toLocaleString('en')} more: see them with “ls” in the terminal`;
  return shown === 0 ? 'empty' : '';
}

export type TreeMove =
  | { readonly kind: 'focus' | 'expand' | 'collapse' | 'open'; readonly path: string }
  | { readonly kind: 'rename' | 'delete'; readonly path: string }
  | { readonly kind: 'none' };

/** What a key does in the tree whose focus is on `current`, as in the WAI-ARIA tree pattern. */
export function treeMove(rows: readonly TreeRow[], current: string | null, key: string): TreeMove {
  const at = Math.max(
    0,
    rows.findIndex(({ path }) => path === current),
  );
  const row = rows[at];
  if (row === undefined) return { kind: 'none' };
  const focus = (target: TreeRow | undefined): TreeMove =>
    target === undefined ? { kind: 'none' } : { kind: 'focus', path: target.path };
  const isFolder = row.entry?.kind === 'folder';
  switch (key) {
    case 'ArrowDown':
      return focus(rows[at + 1]);
    case 'ArrowUp':
      return focus(rows[at - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (!isFolder) return { kind: 'none' };
      return row.isExpanded ? focus(rows[at + 1]) : { kind: 'expand', path: row.path };
    case 'ArrowLeft':
      if (isFolder && row.isExpanded) return { kind: 'collapse', path: row.path };
      return focus(rows.slice(0, at).findLast(({ level }) => level < row.level));
    case 'Enter':
    case ' ':
      if (row.entry === null) return { kind: 'none' };
      if (!isFolder) return { kind: 'open', path: row.path };
      return { kind: row.isExpanded ? 'collapse' : 'expand', path: row.path };
    case 'F2':
      return row.entry === null ? { kind: 'none' } : { kind: 'rename', path: row.path };
    case 'Delete':
      return row.entry === null ? { kind: 'none' } : { kind: 'delete', path: row.path };
    default:
      return typeAhead(rows, at, key);
  }
}

/** A letter leads to the next row that begins with it. */
function typeAhead(rows: readonly TreeRow[], at: number, key: string): TreeMove {
  if (!/^.$/u.test(key)) return { kind: 'none' };
  const after = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  const found = after.find(({ name }) => name.toLowerCase().startsWith(key.toLowerCase()));
  return found === undefined ? { kind: 'none' } : { kind: 'focus', path: found.path };
}

/** `tree` with a fresh list of a folder; what it says of folders that are not there any more is dropped. */
export function withListing(tree: TreeState, folder: string, list: FolderList): TreeState {
  const names = new Set(list.entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name));
  const prefix = folder === '' ? '' : `${folder}/`;
  const isGone = (path: string): boolean => {
    if (path === folder || path === '' || !path.startsWith(prefix)) return false;
    return !names.has(path.slice(prefix.length).split('/', 1)[0] ?? '');
  };
  const listings = new Map([...tree.listings].filter(([path]) => !isGone(path)));
  listings.set(folder, { kind: 'ready', entries: list.entries, more: list.more });
  return { ...tree, listings, expanded: new Set([...tree.expanded].filter((path) => !isGone(path))) };
}

export function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

export function baseName(path: string): string {
  return path.split('/').at(-1) ?? '';
}
