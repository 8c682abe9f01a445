import { constants } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { maxDownloadBytes } from '../../protocol/files.ts';
import { quoted, refuse } from './file-errors.ts';
import type { Home } from './home.ts';
import { packFolder } from './pack.ts';
import { openRegular, withSpot } from './walk.ts';

export interface Download {
  readonly content: Readable;
  readonly headers: Readonly<Record<string, string>>;
}

/** The file `path` as it is, or the folder as .tar.gz. Throws AppError too_large, not_found, bad_request. */
export function download(home: Home, path: string): Promise<Download> {
  return withSpot(home, path, { follow: true }, async (spot) => {
    const name = path.split('/').at(-1) ?? '';
    if (spot.isHome || (await lstat(spot.at)).isDirectory()) {
      const content = await packFolder(home, spot.path, name === '' ? 'home' : name);
      return { content, headers: headers(`${name === '' ? 'home' : name}.tar.gz`, 'application/gzip') };
    }
    const file = await openRegular(spot, constants.O_RDONLY);
    try {
      const { size } = await file.stat();
      if (size > maxDownloadBytes)
        throw refuse(
          'too_large',
          path,
          `${quoted(path)} is larger than 1 GiB, which is the most that can be downloaded.`,
        );
      const answer = headers(name, 'application/octet-stream');
      if (size === 0) {
        await file.close();
        return { content: Readable.from([]), headers: { ...answer, 'content-length': '0' } };
      }
      // No longer than announced, also when it grows.
      const content = file.createReadStream({ start: 0, end: size - 1 });
      return { content, headers: { ...answer, 'content-length': String(size) } };
    } catch (error) {
      await file.close();
      throw error;
    }
  });
}

function headers(name: string, type: string): Record<string, string> {
  return { 'content-type': type, 'content-disposition': disposition(name) };
}

/** Always to be saved, never shown: what a learner made must not run on the site's origin. */
function disposition(name: string): string {
  const plain = name.replaceAll(/[^\w.+-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
