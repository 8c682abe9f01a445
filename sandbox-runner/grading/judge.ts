import type { Check } from '../../protocol/checks.ts';
import { judgeContainer } from './checks/container.ts';
import { judgeImage } from './checks/image.ts';
import type { Snapshot } from './snapshot.ts';
import type { Judgement } from './words.ts';

const longestText = 600;
const longestCommand = 200;

/** What `check` says about `snapshot`. Pure; the texts fit checkResultSchema. */
export function judge(check: Check, snapshot: Snapshot): Judgement {
  const judgement = judgeByKind(check, snapshot);
  return {
    passes: judgement.passes,
    expected: cut(judgement.expected, longestText),
    found: cut(judgement.found, longestText),
    lookAt: cut(judgement.lookAt, longestCommand),
  };
}

function judgeByKind(check: Check, snapshot: Snapshot): Judgement {
  switch (check.kind) {
    case 'container':
      return judgeContainer(check, snapshot);
    case 'image':
      return judgeImage(check, snapshot);
  }
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
