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
   * Makes `to` a writable copy of `from` as it is at this moment. With `isBase` its data counts for nobody: what is made from
   * it begins with its whole quota.
   */
  snapshot(from: string, to: string, options?: { readonly isBase?: boolean }): Promise<void>;
  /**
   * Bounds what `name` may hold, in bytes. Throws quota_exceeded for a copy that holds far more already. A plain directory
   * can't be bounded: does nothing there.
   */
  setQuota(name: string, bytes: number): Promise<void>;
  /** Bytes that `name` holds (btrfs: with quota groups all that it refers to, with simple quotas what counts for it; directory: du). */
  usedBytes(name: string): Promise<number>;
  /** Removes the volume and everything nested in it; success if it is not there. */
  remove(name: string): Promise<void>;
  list(): Promise<string[]>;
  freeBytes(): Promise<number>;
}
