/** The first entry of an archive that is not about another one. */
export interface TarEntry {
  readonly type: 'file' | 'folder' | 'link' | 'other';
  /** The permission bits. */
  readonly mode: number;
  readonly owner: number;
  /** Of a link. */
  readonly target: string;
  /** As far as the archive was read. */
  readonly content: Buffer;
}

const block = 512;
const types: Readonly<Record<string, TarEntry['type']>> = { '0': 'file', '\0': 'file', '5': 'folder', '2': 'link' };

/** Reads the first entry of a tar archive, which may have been cut; undefined when there is none. */
export function firstTarEntry(archive: Buffer): TarEntry | undefined {
  let longTarget: string | undefined;
  for (let at = 0; at + block <= archive.length;) {
    const header = archive.subarray(at, at + block);
    const type = header.toString('latin1', 156, 157);
    const size = octal(header, 124, 12);
    if (size === undefined || header[0] === 0) return undefined;
    const content = archive.subarray(at + block, at + block + size);
    if (type === 'x' || type === 'g') longTarget = /\d+ linkpath=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
    if (type === 'x' || type === 'g' || type === 'L' || type === 'K') {
      if (type === 'K') longTarget = textAt(content, 0, content.length);
      at += block + Math.ceil(size / block) * block;
      continue;
    }
    return {
      type: types[type] ?? 'other',
      mode: (octal(header, 100, 8) ?? 0) & 0o7777,
      owner: octal(header, 108, 8) ?? 0,
      target: longTarget ?? textAt(header, 157, 100),
      content: type === '5' ? Buffer.alloc(0) : content,
    };
  }
  return undefined;
}

function textAt(buffer: Buffer, start: number, length: number): string {
  return (buffer.toString('utf8', start, start + length).split('\0')[0] ?? '').slice(0, 4096);
}

function octal(header: Buffer, start: number, length: number): number | undefined {
  const text = header
    .toString('latin1', start, start + length)
    .replace(/[\0 ]+$/, '')
    .trim();
  return /^[0-7]{0,11}$/.test(text) ? parseInt(text || '0', 8) : undefined;
}
