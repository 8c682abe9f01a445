import type { BigIntStats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { errorBody } from '../../protocol/errors.ts';
import { maxListed, type FileEntry, type FolderList } from '../../protocol/files.ts';
import { quoted, refuse } from './file-errors.ts';
import { folderEntries } from './folder-entries.ts';
import type { Home } from './home.ts';
import { kindWord, openFolder, withSpot, type Spot } from './walk.ts';

/** Names that are read at most; of what is beyond them only the fact is told. */
const maxNames = 100_000;
/** Links of one folder that are looked behind. */
const maxLinksFollowed = 200;

/** What is in the folder `path`: at most `maxListed` entries. Throws AppError not_found, bad_request (no folder), forbidden. */
export async function listFolder(home: Home, path: string): Promise<FolderList> {
  return withSpot(home, path, { follow: true }, async (spot) => {
    const { names, more } = await readNames(spot);
    const entries: FileEntry[] = [];
    let links = 0;
    for (const name of names) {
      const at = Buffer.concat([Buffer.from(`${spot.at}/`), name]);
      // What vanished meanwhile is not there.
      const stat = await lstat(at, { bigint: true }).catch(() => undefined);
      if (stat === undefined) continue;
      const text = name.toString('utf8');
      if (!Buffer.from(text).equals(name)) entries.push(unreadable(text, stat));
      else if (stat.isSymbolicLink()) {
        const child = path === '' ? text : `${path}/${text}`;
        entries.push(await linkEntry(home, child, text, stat, at, links++ < maxLinksFollowed));
      } else entries.push(plainEntry(text, stat));
    }
    return { path, entries, more };
  });
}

async function readNames(spot: Spot): Promise<{ names: Buffer[]; more: number }> {
  const folder = await openFolder(spot.at);
  const names: Buffer[] = [];
  try {
    for await (const entry of await folderEntries(folder)) {
      names.push(entry.name);
      if (names.length >= maxNames) break;
    }
  } finally {
    await folder.close();
  }
  names.sort((a, b) => Buffer.compare(a, b));
  return { names: names.slice(0, maxListed), more: Math.max(0, names.length - maxListed) };
}

/** What differs when the file was written or replaced. */
export function tagOf(stat: BigIntStats): string {
  return `${stat.ino}-${stat.size}-${stat.mtimeNs}`;
}

function plainEntry(name: string, stat: BigIntStats): FileEntry {
  const facts = { name, size: Number(stat.size), mtimeMs: Number(stat.mtimeMs), tag: tagOf(stat), link: null };
  if (stat.isFile()) return { ...facts, kind: 'file', problem: null };
  if (stat.isDirectory()) return { ...facts, kind: 'folder', problem: null };
  return { ...facts, kind: 'other', problem: `${quoted(name)} is not a file: ${kindWord(stat)}.` };
}

function unreadable(name: string, stat: BigIntStats): FileEntry {
  const problem = 'The name of this file is not valid UTF-8 text: rename it in the terminal.';
  return { ...plainEntry(name, stat), kind: 'other', problem };
}

async function linkEntry(
  home: Home,
  path: string,
  name: string,
  stat: BigIntStats,
  at: Buffer,
  mayFollow: boolean,
): Promise<FileEntry> {
  const link = await readlink(at).catch(() => '');
  const facts = { ...plainEntry(name, stat), kind: 'link' as const, link };
  if (!mayFollow) return { ...facts, problem: 'This folder has very many links: look at it in the terminal.' };
  try {
    return await withSpot(home, path, { follow: true }, async (target) => {
      const found = await lstat(target.at, { bigint: true }).catch(() => {
        throw refuse('not_found', path, `This link points to “${link.slice(0, 200)}”, which does not exist.`);
      });
      return { ...plainEntry(name, found), link };
    });
  } catch (error) {
    return { ...facts, problem: errorBody(error, '').error.hint.slice(0, 600) };
  }
}
