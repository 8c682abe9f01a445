import type { LearnerAccount } from './gateway/learner-account.ts';
import type { PushedImage } from './read-pushed.ts';
import type { Storage } from './storage.ts';

/**
 * What a machine must hold before a sandbox can start: the outer engine in its closed network namespace, the registry,
 * the storage pool, the sandbox image. `layGround` (lay-ground.ts) makes it or adopts what an earlier runner left.
 */
export interface Ground {
  readonly instance: Instance;
  /** Unix socket of the outer engine. */
  readonly engineSocket: string;
  readonly cgroup: 'v1' | 'v2';
  /** The outer engine's cgroup driver; on cgroupfs the runner delegates cgroups itself. */
  readonly cgroupDriver: 'cgroupfs' | 'systemd';
  readonly storage: Storage;
  /** Address, inside the namespace, of registry (port 5000), name server (53) and package mirror (80). */
  readonly gatewayAddress: string;
  /** What the sandbox's root is on the host. */
  readonly mappedRoot: { readonly uid: number; readonly gid: number };
  /** Id of the sandbox image in the outer engine. */
  readonly sandboxImage: string;
  /** `--runtime` for sandboxes. */
  readonly runtime: string;
  /** OOM score of a sandbox's init, so that hogs die before its engine: -500, or 0 where even root may not lower one. */
  readonly oomScoreAdj: number;
  /** Absolute path of the seccomp profile's JSON. */
  readonly seccompProfile: string;
  /** Digest of the registry's present content for a reference; golden pools are keyed by it. Undefined: not there. */
  imageDigest(reference: string): Promise<string | undefined>;
  /** The account of an owner of sandboxes at the registry that takes pushes. */
  account(owner: string): LearnerAccount;
  /** What an owner has pushed there. */
  pushed(owner: string): Promise<PushedImage[]>;
  /** Starts again what has ended of registries and gateway, without which sandboxes go on. Throws host_unfit. */
  keepServices(): Promise<void>;
  /** Gives the data directory up; everything stays as it is for the next runner to adopt. */
  release(): Promise<void>;
  /** Ends everything that layGround started, in order; the data directory stays. */
  close(): Promise<void>;
}

/** Names derived from the data directory, so that several installations live side by side on one machine. */
export interface Instance {
  /** 8 hex characters: sha256 of the data directory's path. */
  readonly key: string;
  /** Network namespace, cgroup parent, interface and label values start with it: slipway-<key>. */
  readonly name: string;
  readonly dataDir: string;
}
