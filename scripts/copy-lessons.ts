import { cp, rm } from 'node:fs/promises';
import { command } from './command.ts';

/**
 * Copies lessons from the folder `from` to `to`, which is replaced, for the site's own user to read wherever the checkout
 * lies. A link stays as it is, so that it does not lead back into the checkout. Gives `to`.
 */
export async function copyLessons(from: string, to: string): Promise<string> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
  await command('chmod', ['-R', 'a+rX', to]);
  return to;
}
