import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { limitsSchema } from '../../protocol/sandbox.ts';
import { destroySandbox } from './destroy-sandbox.ts';
import { openJsonStore, type JsonStore } from './json-store.ts';
import { volumeNames, type Workshop } from './live-sandbox.ts';
import { startSandbox } from './start-sandbox.ts';

/** A golden volume: an engine's state in which a set of images is already present. Sandboxes are snapshots of it. */
export const goldenSchema = z.strictObject({
  key: z.string().regex(/^[0-9a-f]{16}$/),
  presentImages: z.array(z.string()),
  /** The sandbox image that made it; another one may hold another engine. */
  sandboxImage: z.string(),
  lastUsedMs: z.number(),
});
export type Golden = z.infer<typeof goldenSchema>;

const pullTimeoutMs = 300_000;
const stopGraceMs = 20_000;
const coarseMs = 3600_000;
/**
 * What an engine makes anew, and each for itself. The networks: a start with a remembered default bridge makes, removes
 * and makes it again, which is fifty runs of iptables and 150 ms more.
 */
const unwanted = ['docker/network/files/local-kv.db', 'docker/engine-id'];

/** Makes golden volumes, once each, and forgets those that nobody can ask for any more. */
export class Goldens {
  readonly #workshop: Workshop;
  readonly #store: JsonStore<Golden>;
  readonly #known = new Map<string, Golden>();
  readonly #making = new Map<string, Promise<Golden>>();
  /** Keys by set of images: the registry's content does not change while the runner runs. */
  readonly #keys = new Map<string, Promise<string>>();

  private constructor(workshop: Workshop, store: JsonStore<Golden>) {
    this.#workshop = workshop;
    this.#store = store;
  }

  /** Finds what earlier processes made; `dir` holds one file per golden volume. */
  static async open(workshop: Workshop, dir: string): Promise<Goldens> {
    const goldens = new Goldens(workshop, await openJsonStore(dir, goldenSchema, true));
    const volumes = new Set(await workshop.ground.storage.list());
    const loaded = await goldens.#store.load((id, error) =>
      workshop.logger.warn({ err: error }, `golden record ${id}`),
    );
    for (const golden of loaded) {
      const isFit = golden.sandboxImage === workshop.ground.sandboxImage && volumes.has(volumeNames.golden(golden.key));
      if (isFit) goldens.#known.set(golden.key, golden);
      else await goldens.#store.remove(golden.key);
    }
    return goldens;
  }

  /** Names of the volumes that must stay. */
  volumes(): Set<string> {
    return new Set([...this.#known.keys(), ...this.#making.keys()].map((key) => volumeNames.golden(key)));
  }

  /** Which golden volume `presentImages` means now. Throws AppError bad_request for an image that nobody serves. */
  key(presentImages: readonly string[]): Promise<string> {
    const set = [...new Set(presentImages)].sort();
    const name = JSON.stringify(set);
    let key = this.#keys.get(name);
    if (key === undefined) {
      key = this.#computeKey(set);
      this.#keys.set(name, key);
      key.catch(() => this.#keys.delete(name));
    }
    return key;
  }

  /** The golden volume with that key, made now if need be; whoever asks meanwhile waits for the same one. */
  async ensure(key: string, presentImages: readonly string[]): Promise<Golden> {
    const known = this.#known.get(key);
    if (known !== undefined) return this.#used(known);
    let making = this.#making.get(key);
    if (making === undefined) {
      making = this.#make(key, presentImages).finally(() => this.#making.delete(key));
      this.#making.set(key, making);
    }
    return making;
  }

  /** Removes goldens that are neither in `wanted` nor were used for `unusedMs`. */
  async prune(wanted: ReadonlySet<string>, unusedMs: number): Promise<void> {
    for (const golden of [...this.#known.values()]) {
      if (wanted.has(golden.key) || Date.now() - golden.lastUsedMs < unusedMs) continue;
      this.#known.delete(golden.key);
      await this.#store.remove(golden.key);
      await this.#workshop.ground.storage.remove(volumeNames.golden(golden.key));
    }
  }

  async #computeKey(set: readonly string[]): Promise<string> {
    const { ground } = this.#workshop;
    const parts = await Promise.all(
      set.map(async (reference) => {
        const digest = await ground.imageDigest(reference);
        if (digest !== undefined) return `${reference}@${digest}`;
        throw new AppError('bad_request', `presentImages: ${reference} is not in the classroom registry`, {
          hint: `The image ${reference} is not in the classroom registry.`,
        });
      }),
    );
    return createHash('sha256')
      .update([ground.sandboxImage, ...unwanted, ...parts].join('\n'))
      .digest('hex')
      .slice(0, 16);
  }

  #used(golden: Golden): Golden {
    const now = Date.now();
    if (now - golden.lastUsedMs < coarseMs) return golden;
    const touched = { ...golden, lastUsedMs: now };
    this.#known.set(golden.key, touched);
    this.#store.save(golden.key, touched).catch((error: unknown) => {
      this.#workshop.logger.warn({ err: error }, 'could not note that a golden volume was used');
    });
    return touched;
  }

  async #make(key: string, presentImages: readonly string[]): Promise<Golden> {
    const { ground, engine, logger } = this.#workshop;
    const startedMs = Date.now();
    const sandbox = await startSandbox(this.#workshop, {
      from: undefined,
      goldenKey: null,
      limits: limitsSchema.parse({ diskBytes: 64 * 1024 ** 3, memoryBytes: 2 * 1024 ** 3, cpus: 64 }),
    });
    try {
      for (const reference of presentImages) {
        const pulled = await sandbox.handle.exec(['docker', 'pull', '--quiet', reference], {
          timeoutMs: pullTimeoutMs,
        });
        if (pulled.exitCode !== 0) {
          throw new AppError(
            'internal',
            `could not pull ${reference} for a golden volume: ${pulled.stderr.slice(-500)}`,
          );
        }
      }
      // A graceful end: the engine's state must be whole, and must not look like a crash to the next one.
      await engine.stopContainer(sandbox.containerId, stopGraceMs);
      for (const file of unwanted) await rm(join(sandbox.handle.volumePath, file), { force: true });
      await ground.storage.remove(volumeNames.golden(key));
      await ground.storage.snapshot(sandbox.volume, volumeNames.golden(key));
    } finally {
      await destroySandbox(this.#workshop, sandbox);
    }
    const golden: Golden = {
      key,
      presentImages: [...presentImages],
      sandboxImage: ground.sandboxImage,
      lastUsedMs: Date.now(),
    };
    await this.#store.save(key, golden);
    this.#known.set(key, golden);
    logger.info({ key, presentImages, tookMs: Date.now() - startedMs }, 'golden volume made');
    return golden;
  }
}
