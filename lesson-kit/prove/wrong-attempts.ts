import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The wrong attempts of the lesson in the folder `dir`: paths of its `wrong/*.sh`, by name. None where there is no such folder. */
export async function wrongAttempts(dir: string): Promise<string[]> {
  const folder = join(dir, 'wrong');
  const names = await readdir(folder).catch(() => [] as string[]);
  return names
    .filter((name) => name.endsWith('.sh'))
    .sort()
    .map((name) => join(folder, name));
}
