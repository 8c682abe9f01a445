import { readFileSync } from 'node:fs';

const sysResource = 1n << 24n;

/**
 * The OOM score adjustment for a sandbox's init: its engine should outlive a hog beside it. Lowering the score needs
 * CAP_SYS_RESOURCE (proc(5), oom_score_adj); where the runner lacks it, runc could not start the sandbox at all, and the
 * kernel's own choice, the largest process, has to do.
 */
export function oomScoreAdjustment(status: string = readFileSync('/proc/self/status', 'utf8')): number {
  const effective = /^CapEff:\s+([0-9a-f]+)$/m.exec(status)?.[1];
  return effective !== undefined && (BigInt(`0x${effective}`) & sysResource) !== 0n ? -500 : 0;
}
