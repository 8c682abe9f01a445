import { learnerUid, type SandboxHandle } from '../sandbox/sandbox-handle.ts';

/** A learner's home on this host. What lies in it is the learner's: every access goes through walk.ts. */
export interface Home {
  /** The volume; the home is its folder `home`. Things under way are kept beside it, in the volume itself. */
  readonly volumePath: string;
  /** The learner, as this host numbers them. */
  readonly uid: number;
  readonly gid: number;
  /** The sandbox's root as this host numbers it. The learner may write what is root's, by `sudo`. */
  readonly rootUid: number;
}

/** The home of a sandbox; `mappedRoot`: what the sandbox's root is on this host. */
export function homeOf(
  { volumePath }: SandboxHandle,
  mappedRoot: { readonly uid: number; readonly gid: number },
): Home {
  return { volumePath, uid: mappedRoot.uid + learnerUid, gid: mappedRoot.gid + learnerUid, rootUid: mappedRoot.uid };
}
