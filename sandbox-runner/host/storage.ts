/**
 * Where a sandbox's state lives: one volume each (a btrfs subvolume, or a plain directory). A volume is known by a name
 * that fits /^[a-z0-9-]{1,60}$/; its path is stable while it exists.
 */
export interface Storage {
  readonly kind: 'btrfs' | 'directory';
  /** Absolute path of the volume `name`, whether or not it exists. */
  path(name: string): string;
  /** Makes an empty volume, owned by the mapped root, mode 0755. */
  create(name: string): Promise<void>;
  /**
   * Makes `to` a writable copy of `from` as it is at this moment. A checkpoint, and what is made from it, counts for whoever
   * wrote what is in it; any other copy begins with nothing (but see docs/decisions/016 for kernels before 6.7).
   */
  snapshot(from: string, to: string, options?: { readonly isCheckpoint?: boolean }): Promise<void>;
  /** Bounds what `name` may hold, in bytes. A plain directory can't be bounded: does nothing there. */
  setQuota(name: string, bytes: number): Promise<void>;
  /** Bytes that count for `name`; in a plain directory all that is in it. */
  usedBytes(name: string): Promise<number>;
  /** Removes the volume and everything nested in it; success if it is not there. */
  remove(name: string): Promise<void>;
  list(): Promise<string[]>;
  freeBytes(): Promise<number>;
}
