import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolQuotas } from './pool-quotas.ts';
import type { QuotaRows } from './quota-rows.ts';
import { writeWhole } from './write-whole.ts';

/** What the checkpoints of a chain hold back may be as much again as what its machine may hold. */
const chainFactor = 2;
const sweepEvery = 50;

/**
 * With simple quotas what was written into a volume counts for it, also when the volume is gone, until nobody refers to it. A
 * machine, its checkpoints and what is made from them are a chain, which has a limit of its own once there is a checkpoint:
 * otherwise a learner would get more with each. `volumes`: where the volumes lie; which chain each belongs to is noted beside.
 */
export async function simpleQuotas(volumes: string, rows: QuotaRows): Promise<PoolQuotas> {
  const chains = await openChains(volumes);
  const enlist = async (name: string, row: string, chain: string): Promise<void> => {
    await chains.add(name, chain);
    await rows.make(`1/${chain}`);
    await rows.assign(row, `1/${chain}`);
  };
  const begin = async (name: string): Promise<string> => {
    const row = await rows.own(name);
    const chain = row.slice(2);
    const bytes = await rows.limitOf(row);
    await enlist(name, row, chain);
    if (bytes !== undefined) await rows.setLimit(`1/${chain}`, chainFactor * bytes);
    await rows.setLimit(row, undefined);
    return chain;
  };
  const sweep = async (): Promise<void> => {
    await rows.dropStale();
    const used = new Set(await chains.all());
    for (const chain of await rows.groups()) if (!used.has(chain)) await rows.drop(`1/${chain}`);
  };
  let removed = 0;
  await sweep();
  return {
    async limit(name, bytes) {
      const chain = await chains.of(name);
      await (chain === undefined ? rows.limitVolume(name, bytes) : rows.setLimit(`1/${chain}`, chainFactor * bytes));
    },
    async used(name) {
      const chain = await chains.of(name);
      return rows.counted(chain === undefined ? await rows.own(name) : `1/${chain}`);
    },
    async copying({ from, to, isCheckpoint, copy }) {
      const chain = (await chains.of(from)) ?? (isCheckpoint ? await begin(from) : undefined);
      await copy();
      if (chain !== undefined) await enlist(to, await rows.own(to), chain);
    },
    async removing(name, remove) {
      await rows.removing(name, async () => {
        await remove();
        await chains.leave(name);
      });
      removed += 1;
      if (removed % sweepEvery === 0) await sweep();
    },
  };
}

/** Which chain a volume belongs to; a chain has the number of the machine that it began with. */
interface Chains {
  of(name: string): Promise<string | undefined>;
  add(name: string, chain: string): Promise<void>;
  leave(name: string): Promise<void>;
  /** Those that a volume belongs to. */
  all(): Promise<string[]>;
}

/** In files beside the volumes, out of reach of whoever is in them. */
async function openChains(volumes: string): Promise<Chains> {
  const dir = join(volumes, '../chains');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const file = (name: string): string => join(dir, name);
  for (const name of await readdir(dir)) if (!existsSync(join(volumes, name))) await rm(file(name));
  const read = async (name: string): Promise<string | undefined> => {
    const text = existsSync(file(name)) ? await readFile(file(name), 'utf8') : '';
    return /^\d+$/.test(text) ? text : undefined;
  };
  return {
    of: read,
    add: (name, chain) => writeWhole(file(name), chain, { mode: 0o600, isDurable: true }),
    leave: (name) => rm(file(name), { force: true }),
    all: async () => (await Promise.all((await readdir(dir)).map(read))).filter((chain) => chain !== undefined),
  };
}
