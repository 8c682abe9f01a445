import type { Fact, GroupFact } from '../../../protocol/checks.ts';
import type { Judgement } from '../miss.ts';

/** Judges a group of facts, each by `judge`. Pure as that is. */
export function judgeGroup(group: GroupFact, judge: (fact: Fact) => Judgement): Judgement {
  const parts = group.of.map(judge);
  const judgement = combined(group.kind, parts);
  return { ...judgement, lookAt: group.lookAt ?? judgement.lookAt };
}

function combined(kind: GroupFact['kind'], parts: readonly Judgement[]): Judgement {
  const [first] = parts;
  if (first === undefined) return { outcome: 'undecided', expected: '', found: '', lookAt: '' };
  const find = (outcome: Judgement['outcome']): Judgement | undefined => parts.find((part) => part.outcome === outcome);
  const joined = parts.map(({ expected }) => expected).join(' ');
  switch (kind) {
    case 'all': {
      const miss = find('fail') ?? find('undecided');
      if (miss === undefined) return { ...first, expected: joined, found: 'All of this is so.' };
      const done = parts.filter(({ outcome }) => outcome === 'pass').length;
      return done === 0 ? miss : { ...miss, found: `${done} of ${parts.length} hold. The next one: ${miss.found}` };
    }
    case 'any': {
      const hit = find('pass');
      if (hit !== undefined) return hit;
      const expected = parts.length === 1 ? joined : `One of these. ${joined}`;
      return { ...(find('undecided') ?? first), expected };
    }
    case 'not': {
      const hit = find('pass');
      const expected = `It must not be so: ${joined}`;
      if (hit !== undefined)
        return { ...hit, outcome: 'fail', expected, found: `It is so: ${hit.expected} ${hit.found}` };
      const open = find('undecided');
      return open === undefined
        ? { ...first, outcome: 'pass', expected, found: 'It is not so.' }
        : { ...open, expected };
    }
  }
}
