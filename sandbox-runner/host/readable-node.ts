import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * A Node.js that every user may run: this one, or a copy of it in `<dataDir>/bin` when it lies where only its owner can go (a
 * version manager in root's home).
 */
export async function readableNode(dataDir: string): Promise<string> {
  let isOpen = true;
  for (let path = process.execPath; path !== '/'; path = dirname(path))
    isOpen &&= ((await stat(path)).mode & 0o001) !== 0;
  if (isOpen) return process.execPath;
  const bin = join(dataDir, 'bin');
  const copy = join(bin, 'node');
  await mkdir(bin, { recursive: true });
  await chmod(bin, 0o755);
  const isSame = await access(copy, constants.X_OK).then(
    async () => (await stat(copy)).size === (await stat(process.execPath)).size,
    () => false,
  );
  if (!isSame) {
    // Put in its place whole: another process may be running the one that is there, or be copying, too.
    const fresh = `${copy}.${process.pid}`;
    await copyFile(process.execPath, fresh);
    await chmod(fresh, 0o755);
    await rename(fresh, copy);
  }
  return copy;
}
