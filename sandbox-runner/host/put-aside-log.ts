import { rename, stat } from 'node:fs/promises';

const maxLogBytes = 16 * 1024 * 1024;

/** Before its program starts: a log of over 16 MiB becomes `<file>.1`, in the place of the one before it. */
export async function putAsideLog(file: string): Promise<void> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size > maxLogBytes) await rename(file, `${file}.1`);
}
