import { refused } from './archive-limits.ts';

/** Letters and digits of any script, and signs that mean nothing to a shell, a terminal or a path. */
const allowed = /^[\p{L}\p{N}\p{M}._+@=,~#%()& -]+$/u;
/** What file managers and version control add by themselves. */
const debris = new Set(['__MACOSX', '.DS_Store', 'Thumbs.db', 'desktop.ini', '.git']);
const maxPathBytes = 400;
const maxNameBytes = 200;

/**
 * The name of an entry as a relative path in NFC, without `./` before it and without a slash behind it. Undefined: it
 * names nothing that a lesson needs, and is left out. Throws AppError bad_request for a name that leads elsewhere, or
 * that nobody could type or read.
 */
export function entryName(raw: string, maxDepth: number): string | undefined {
  const shown = JSON.stringify(raw.length > 120 ? `${raw.slice(0, 120)}…` : raw);
  if (raw.includes('\\'))
    throw refused(`The archive names ${shown} with a backslash. Pack it with a tool that writes folders with "/".`);
  if (raw.startsWith('/') || /^[a-z]:/i.test(raw))
    throw refused(`The archive names ${shown}, an absolute path. Pack the folder of the lesson, not a path to it.`);
  const parts = raw.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw refused(`The archive names ${shown}, which leads out of its folder.`);
  if (parts.length === 0 || parts.some((part) => debris.has(part) || part.startsWith('._'))) return undefined;
  const odd = parts.find((part) => !allowed.test(part) || part.trim() !== part || part.startsWith('-'));
  if (odd !== undefined)
    throw refused(
      `The archive names ${shown}. Names of files have letters, digits, spaces and . _ - + @ = , ~ # % ( ) &, and begin and end with none of "-" and space.`,
    );
  if (parts.length > maxDepth)
    throw refused(`The archive nests folders deeper than ${maxDepth}: ${shown}. A lesson needs few.`);
  const path = parts.join('/').normalize('NFC');
  if (Buffer.byteLength(path) > maxPathBytes || parts.some((part) => Buffer.byteLength(part) > maxNameBytes))
    throw refused(`The archive names ${shown}, which is too long. Shorten the names.`);
  return path;
}
