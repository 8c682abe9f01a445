import { open, rename } from 'node:fs/promises';

export interface WriteWholeOptions {
  /** Permission bits of the file. */
  readonly mode: number;
  /** Must it survive a power cut? Otherwise only the end of this process, which costs no wait for the disk. */
  readonly isDurable?: boolean;
}

/** Puts `text` into the file `path`: whoever looks sees all of it, or what was there before. */
export async function writeWhole(
  path: string,
  text: string,
  { mode, isDurable = false }: WriteWholeOptions,
): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', mode);
  try {
    await file.writeFile(text);
    // What an interrupted write left keeps its own bits, and a umask takes some away.
    await file.chmod(mode);
    if (isDurable) await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
