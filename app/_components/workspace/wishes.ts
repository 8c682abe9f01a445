import type { NodeName } from '../../../protocol/node.ts';

/**
 * A wish of one part of the page to another, for one machine. An object of its own, so that the same wish twice is two
 * wishes.
 */
export interface Wish<T> {
  readonly leaseId: string;
  readonly node: NodeName;
  readonly what: T;
}

/** The wish, if it is for this machine: a tool that is made anew, for another one, must not carry it out. */
export function wishFor<T>(wish: Wish<T> | null, leaseId: string | undefined, node: string): Wish<T> | null {
  return wish !== null && wish.leaseId === leaseId && wish.node === node ? wish : null;
}

/** What is left to wish after `taken` is being carried out: a newer one stays. */
export function withoutWish<T>(now: Wish<T> | null, taken: Wish<T>): Wish<T> | null {
  return now === taken ? null : now;
}
