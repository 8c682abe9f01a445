import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { writeWhole } from '../host/write-whole.ts';
import { inTurnByKey } from './in-turn.ts';

/** One JSON file per id in a directory, each written whole or not at all. */
export interface JsonStore<T> {
  save(id: string, value: T): Promise<void>;
  /** Success if there is none. */
  remove(id: string): Promise<void>;
  /** What can't be read any more is renamed to `<id>.broken`, told to `onBroken`, and left out. */
  load(onBroken: (id: string, error: unknown) => void): Promise<T[]>;
}

/**
 * Opens (and makes) the store in `dir`. `isDurable`: it must survive a power cut; otherwise only the end of this
 * process, which costs no wait for the disk.
 */
export async function openJsonStore<T>(dir: string, schema: z.ZodType<T>, isDurable: boolean): Promise<JsonStore<T>> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const pathOf = (id: string): string => join(dir, `${id}.json`);
  /** Writes of one id follow each other, so that the last one asked for wins. */
  const inTurn = inTurnByKey();

  return {
    save(id, value) {
      const text = JSON.stringify(value);
      return inTurn(id, () => writeWhole(pathOf(id), text, { mode: 0o600, isDurable }));
    },
    remove: (id) => inTurn(id, () => rm(pathOf(id), { force: true })),
    async load(onBroken) {
      const values: T[] = [];
      for (const name of await readdir(dir)) {
        if (!name.endsWith('.json')) continue;
        const id = name.slice(0, -'.json'.length);
        try {
          values.push(schema.parse(JSON.parse(await readFile(pathOf(id), 'utf8'))));
        } catch (error) {
          await rename(pathOf(id), join(dir, `${id}.broken`));
          onBroken(id, error);
        }
      }
      return values;
    },
  };
}
