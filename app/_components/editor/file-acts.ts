import { learnerHome, pathProblem } from '../../../protocol/files.ts';
import type { Session } from './session-context.ts';
import { FileRefusal } from './file-api.ts';
import { parentOf } from './tree-model.ts';
import { maxFiles, uploadAll, type Upload } from './uploads.ts';

/** A path as people and lessons write it, as one in the home. */
export function homePath(path: string): string {
  const inside = path.replace(/^~\//, '').replace(new RegExp(`^${learnerHome}/?`), '');
  return inside.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
}

/** Makes an empty file and opens it, or makes a folder and opens that. */
export async function create(session: Session, path: string, what: 'file' | 'folder'): Promise<void> {
  const isMade = await session.attempt(async () => {
    if (what === 'folder') await session.api.makeFolder(path);
    else await makeEmpty(session, path);
  });
  await showPath(session, path);
  if (!isMade) return;
  session.changeTree({ current: path });
  if (what === 'folder') session.expand(path);
  else await session.open(path);
}

async function makeEmpty({ api }: Session, path: string): Promise<void> {
  try {
    await api.write(path, '', 'none');
  } catch (error) {
    const isThere = error instanceof FileRefusal && error.code === 'conflict';
    throw isThere ? new FileRefusal('conflict', `“${path}” exists already.`) : error;
  }
}

export async function rename(session: Session, from: string, to: string): Promise<void> {
  if (from === to) return;
  await session.docs.saveAll();
  const isMoved = await session.attempt(() => session.api.move(from, to));
  if (isMoved) {
    await session.docs.renamed(from, to);
    const { active } = session.store.get();
    if (active === from || active?.startsWith(`${from}/`) === true)
      session.change({ active: `${to}${active.slice(from.length)}` });
    session.changeTree({ current: to });
  }
  await Promise.all([session.refresh(parentOf(from)), showPath(session, to)]);
}

export async function remove(session: Session, path: string): Promise<void> {
  const isGone = await session.attempt(() => session.api.remove(path));
  if (isGone)
    for (const doc of session.docs.store.get())
      if (doc.path === path || doc.path.startsWith(`${path}/`)) await closeFile(session, doc.path, true);
  await session.refresh(parentOf(path));
}

/** Closes a tab; asks when something in it could not be saved. */
export async function closeFile(session: Session, path: string, force = false): Promise<void> {
  const open = session.docs.store.get().map((doc) => doc.path);
  if (!(await session.docs.close(path, force))) {
    session.change({ question: { kind: 'close', path } });
    return;
  }
  if (session.store.get().active !== path) return;
  const at = open.indexOf(path);
  session.change({ active: open[at + 1] ?? open[at - 1] ?? null });
}

export async function upload(session: Session, uploads: readonly Upload[], replace = false): Promise<void> {
  if (uploads.length === 0) return;
  if (uploads.length > maxFiles) {
    session.change({ problem: `That is more than ${maxFiles} files. Pack them (tar czf …) and drop the archive.` });
    return;
  }
  const bad = uploads.map(({ path }) => pathProblem(path)).find((problem) => problem !== null);
  if (bad !== undefined) {
    session.change({ problem: bad });
    return;
  }
  const tell = (done: number): void =>
    session.change({ progress: `Uploading ${Math.min(done + 1, uploads.length)} of ${uploads.length}…` });
  tell(0);
  const { existing, failures } = await uploadAll(session.api, uploads, replace, tell);
  const more = failures.length > 1 ? ` And ${failures.length - 1} more could not be uploaded.` : '';
  session.change({
    progress: null,
    ...(failures[0] === undefined ? {} : { problem: `${failures[0]}${more}` }),
    ...(existing.length === 0 ? {} : { question: { kind: 'replace', uploads: existing } }),
  });
  await Promise.all([...new Set(uploads.map(({ path }) => parentOf(path)))].map((folder) => lookAt(session, folder)));
}

export async function unpack(session: Session, folder: string, { file }: Upload): Promise<void> {
  session.change({ progress: `Unpacking ${file.name}…` });
  await session.attempt(async () => {
    const { skipped, skippedCount } = await session.api.unpack(folder, file);
    if (skippedCount > 0)
      session.change({ problem: `${skippedCount} left out of ${file.name}. ${skipped.slice(0, 3).join(' · ')}` });
  });
  session.change({ progress: null });
  await session.refresh(folder);
}

/** A wish of the lesson: opens a file; with `content` writes it first, and asks where the learner has another one. */
export async function takeWish(session: Session, wish: { path: string; content?: string }): Promise<void> {
  const path = homePath(wish.path);
  const { content } = wish;
  if (content !== undefined) {
    await session.docs.saveAll();
    const isDecided = await session.attempt(async () => {
      const found = await session.api.read(path).catch((error: unknown) => {
        if (error instanceof FileRefusal && error.code === 'not_found') return undefined;
        throw error;
      });
      if (found === undefined) await session.api.write(path, content, 'none');
      else if (found.text !== content)
        session.change({
          question: { kind: 'wish', path, have: found.text, wanted: content, version: found.version || 'any' },
        });
    });
    if (!isDecided) return;
  }
  await showPath(session, path);
  await session.open(path);
}

/** The answer yes to a question of kind `wish`. */
export async function grantWish(session: Session, path: string, wanted: string, version: string): Promise<void> {
  await session.attempt(async () => {
    await session.api.write(path, wanted, version);
  });
  await session.refresh(parentOf(path));
}

/** Opens the folders that lead to a path, so that the tree shows it. */
async function showPath(session: Session, path: string): Promise<void> {
  const parts = parentOf(path).split('/');
  for (let length = 1; length <= parts.length; length++) {
    const folder = parts.slice(0, length).join('/');
    if (folder !== '' && !session.store.get().tree.expanded.has(folder)) session.expand(folder);
  }
  await lookAt(session, parentOf(path));
}

async function lookAt(session: Session, folder: string): Promise<void> {
  const top = folder.split('/', 1)[0] ?? '';
  await Promise.all([session.refresh(folder), ...(top === folder ? [] : [session.refresh('')])]);
}

/** Lets the browser fetch a file, or a folder as an archive, and keep it. */
export async function download(session: Session, path: string): Promise<void> {
  await session.attempt(async () => {
    const link = document.createElement('a');
    link.href = await session.api.downloadUrl(path);
    link.download = '';
    link.click();
  });
}
