import { CheckCircle2, Circle, CircleDashed } from 'lucide-react';
import type { CheckResult } from '../../../../../protocol/checks.ts';

export type CheckFace = 'open' | 'trying' | 'done';

export const faces = {
  open: { Icon: Circle, word: 'Not yet' },
  trying: { Icon: CircleDashed, word: 'Not there yet' },
  done: { Icon: CheckCircle2, word: 'Done' },
} as const;

/** `trying` only after something happened on the machine that this check was graded for: before that nobody has tried. */
export function faceOf(hasPassed: boolean, result: CheckResult | undefined): CheckFace {
  if (hasPassed) return 'done';
  return result?.verdict === 'fail' && result.sinceEventMs !== null ? 'trying' : 'open';
}
