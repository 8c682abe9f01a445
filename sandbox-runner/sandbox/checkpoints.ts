import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import { slugSchema } from '../../protocol/ids.ts';
import { checkpointSchema, type Checkpoint } from '../../protocol/sandbox.ts';
import { requireDisk } from './capacity.ts';
import { openJsonStore, type JsonStore } from './json-store.ts';
import type { Lease } from './lease.ts';
import { inTurnByKey } from './in-turn.ts';
import { cgroupOf, volumeNames, type Workshop } from './live-sandbox.ts';
import { standingStill } from './stand-still.ts';

export const storedCheckpointSchema = z.strictObject({
  ...checkpointSchema.shape,
  sizeBytes: checkpointSchema.shape.sizeBytes.default(null),
  /** Ids of the learner's containers that ran, oldest first. */
  running: z.array(z.string()),
  /** Checks that are not graded on a machine from here. */
  skipped: z.array(slugSchema).default([]),
});
export type StoredCheckpoint = z.infer<typeof storedCheckpointSchema>;

/** Of all kinds that somebody asks for; the site gives each learner less. */
const maxAskedPerOwner = 20;
const maxRestarted = 100;
const maxShutdownPerOwner = 2;
const keepShutdownMs = 14 * 24 * 3600_000;

/** Sandboxes as they were at a moment: a copy of the volume, and which containers ran. */
export class Checkpoints {
  readonly #workshop: Workshop;
  readonly #store: JsonStore<StoredCheckpoint>;
  readonly #all = new Map<string, StoredCheckpoint>();
  readonly #underway = new Set<string>();
  /** Copies of one sandbox: when the first of two lets it go on, it must not move under the second. */
  readonly #inTurn = inTurnByKey();

  private constructor(workshop: Workshop, store: JsonStore<StoredCheckpoint>) {
    this.#workshop = workshop;
    this.#store = store;
  }

  static async open(workshop: Workshop, dir: string): Promise<Checkpoints> {
    const checkpoints = new Checkpoints(workshop, await openJsonStore(dir, storedCheckpointSchema, true));
    const volumes = new Set(await workshop.ground.storage.list());
    for (const checkpoint of await checkpoints.#store.load((id, error) => {
      workshop.logger.warn({ err: error }, `checkpoint record ${id} can't be read`);
    })) {
      if (volumes.has(volumeNames.checkpoint(checkpoint.id))) checkpoints.#all.set(checkpoint.id, checkpoint);
      else await checkpoints.#store.remove(checkpoint.id);
    }
    return checkpoints;
  }

  /** Names of the volumes that must stay. */
  volumes(): Set<string> {
    return new Set([...this.#all.keys(), ...this.#underway].map((id) => volumeNames.checkpoint(id)));
  }

  list(): Checkpoint[] {
    return [...this.#all.values()].map(toView);
  }

  /** Throws AppError checkpoint_not_found, also when it is not `owner`'s. */
  get(id: string, owner: string): StoredCheckpoint {
    const checkpoint = this.#all.get(id);
    if (checkpoint?.owner !== owner) throw notFound(id);
    return checkpoint;
  }

  async create(lease: Lease, name: string, kind: StoredCheckpoint['kind']): Promise<Checkpoint> {
    const { storage } = this.#workshop.ground;
    if (kind !== 'shutdown') this.#requireQuota(lease.owner);
    await requireDisk(storage);
    const { inside } = this.#workshop;
    // An engine that does not answer, or makes up thousands, costs its own learner the restart.
    const running = await inside.runningContainers(lease.live.handle).catch(() => []);
    const id = newId();
    this.#underway.add(id);
    try {
      await this.#inTurn(lease.id, () => this.#copy(lease, volumeNames.checkpoint(id)));
      const { owner, presentImages, skipped } = lease;
      const checkpoint: StoredCheckpoint = {
        ...{ id, sandboxId: lease.id, owner, name, kind, running: running.slice(0, maxRestarted) },
        createdAtMs: Date.now(),
        presentImages: [...presentImages],
        skipped: [...skipped],
        sizeBytes: null,
      };
      await this.#store.save(id, checkpoint);
      this.#all.set(id, checkpoint);
      void this.#measure(id);
      return toView(checkpoint);
    } catch (error) {
      await storage.remove(volumeNames.checkpoint(id)).catch(() => undefined);
      throw error;
    } finally {
      this.#underway.delete(id);
      if (kind === 'shutdown') await this.#dropOldShutdowns(lease.owner);
    }
  }

  async remove(id: string): Promise<void> {
    if (!this.#all.delete(id)) throw notFound(id);
    await this.#store.remove(id);
    await this.#workshop.ground.storage.remove(volumeNames.checkpoint(id));
  }

  /** Removes those that were made by themselves and that nobody came back for. */
  async prune(): Promise<void> {
    const now = Date.now();
    for (const { id, kind, createdAtMs } of [...this.#all.values()]) {
      if (kind === 'shutdown' && now - createdAtMs > keepShutdownMs) await this.remove(id);
    }
  }

  /** Counting takes a moment that nobody should wait for; a plain directory would take minutes. */
  async #measure(id: string): Promise<void> {
    const { storage } = this.#workshop.ground;
    if (storage.kind !== 'btrfs') return;
    const sizeBytes = await storage.usedBytes(volumeNames.checkpoint(id)).catch(() => null);
    const checkpoint = this.#all.get(id);
    if (checkpoint === undefined || sizeBytes === null) return;
    this.#all.set(id, { ...checkpoint, sizeBytes });
    await this.#store.save(id, { ...checkpoint, sizeBytes }).catch(() => undefined);
    // Removed meanwhile: its record must not come back.
    if (!this.#all.has(id)) await this.#store.remove(id).catch(() => undefined);
  }

  /**
   * Everything in the sandbox stands still meanwhile: otherwise neither a plain copy nor what a snapshot finds on the disk
   * would be of one moment (docs/decisions/017).
   */
  async #copy({ live: { containerId, volume: from } }: Lease, volume: string): Promise<void> {
    const { storage } = this.#workshop.ground;
    const copy = (): Promise<void> => storage.snapshot(from, volume, { isCheckpoint: true });
    const cgroup = await cgroupOf(this.#workshop, containerId).catch(() => undefined);
    // One that has ended stands still.
    await (cgroup === undefined ? copy() : standingStill(cgroup, copy));
  }

  #requireQuota(owner: string): void {
    const asked = [...this.#all.values()].filter((c) => c.owner === owner && c.kind !== 'shutdown');
    if (asked.length < maxAskedPerOwner) return;
    throw new AppError('quota_exceeded', `${owner} has ${asked.length} checkpoints`, {
      hint: `You have ${asked.length} checkpoints, which is as many as fit. Delete one first.`,
    });
  }

  async #dropOldShutdowns(owner: string): Promise<void> {
    const own = [...this.#all.values()].filter((c) => c.owner === owner && c.kind === 'shutdown');
    own.sort((a, b) => b.createdAtMs - a.createdAtMs);
    for (const { id } of own.slice(maxShutdownPerOwner)) await this.remove(id);
  }
}

function notFound(id: string): AppError {
  return new AppError('checkpoint_not_found', `no checkpoint ${id}`, {
    hint: 'This checkpoint does not exist any more.',
  });
}

function toView(checkpoint: StoredCheckpoint): Checkpoint {
  const { id, sandboxId, owner, name, kind, createdAtMs, presentImages, sizeBytes } = checkpoint;
  return { id, sandboxId, owner, name, kind, createdAtMs, presentImages, sizeBytes };
}
