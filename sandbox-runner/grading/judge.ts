import type { Check, Fact, SimpleFact } from '../../protocol/checks.ts';
import { judgeAnswer, judgeQuiz } from './checks/answer.ts';
import { judgeCompose } from './checks/compose.ts';
import { judgeContainer } from './checks/container/judge-container.ts';
import { judgeExec } from './checks/exec.ts';
import { judgeFile } from './checks/file.ts';
import { judgeGroup } from './checks/groups.ts';
import { judgeHappened } from './checks/happened.ts';
import { judgeHttp } from './checks/http.ts';
import { judgeImage } from './checks/image.ts';
import { judgeNetwork } from './checks/network.ts';
import { judgeRegistry } from './checks/registry.ts';
import { judgeNode, judgeService, judgeSwarm } from './checks/swarm.ts';
import { judgeVolume } from './checks/volume.ts';
import type { Part, Snapshot } from './facts.ts';
import type { Judgement } from './miss.ts';
import { partsFor, partsForValue } from './needs.ts';
import { quote } from './words.ts';

const longestText = 600;
const longestCommand = 200;

/**
 * What `check` says about `snapshot`; one that fails tells of the first of its known mistakes that was made. Pure; the
 * texts fit checkResultSchema.
 */
export function judge(check: Check, snapshot: Snapshot): Judgement {
  const judgement = judgeCheck(check, snapshot);
  const mistake =
    judgement.outcome === 'fail'
      ? check.mistakes.find(({ when }) => judgeFact(when, snapshot).outcome === 'pass')
      : undefined;
  return {
    ...judgement,
    expected: cut(onNode(check, judgement.expected), longestText),
    found: cut(mistake?.say ?? judgement.found, longestText),
    lookAt: cut(mistake?.lookAt ?? judgement.lookAt, longestCommand),
  };
}

function judgeCheck(check: Check, snapshot: Snapshot): Judgement {
  if (check.kind === 'quiz') return judgeQuiz(check, snapshot);
  if (check.kind !== 'answer') return judgeFact(check, snapshot);
  const isAnswered = snapshot.answers.has(check.id);
  return ifRead(judgeAnswer(check, snapshot), isAnswered ? partsForValue(check.of) : [], snapshot);
}

/** What `fact` says about `snapshot`. */
export function judgeFact(fact: Fact, snapshot: Snapshot): Judgement {
  if (fact.kind === 'all' || fact.kind === 'any' || fact.kind === 'not')
    return judgeGroup(fact, (part) => judgeFact(part, snapshot));
  return ifRead(judgeByKind(fact, snapshot), partsFor(fact), snapshot);
}

/** `judgement`, unless a part that it rests on could not be read. */
function ifRead(judgement: Judgement, parts: readonly Part[], { unread }: Snapshot): Judgement {
  const why = parts.map((part) => unread.get(part)).find((reason) => reason !== undefined);
  return why === undefined ? judgement : { ...judgement, outcome: 'undecided', found: why };
}

function judgeByKind(fact: SimpleFact, snapshot: Snapshot): Judgement {
  switch (fact.kind) {
    case 'container':
      return judgeContainer(fact, snapshot);
    case 'image':
      return judgeImage(fact, snapshot);
    case 'network':
      return judgeNetwork(fact, snapshot);
    case 'volume':
      return judgeVolume(fact, snapshot);
    case 'file':
      return judgeFile(fact, snapshot);
    case 'http':
      return judgeHttp(fact, snapshot);
    case 'registry':
      return judgeRegistry(fact, snapshot);
    case 'happened':
      return judgeHappened(fact, snapshot);
    case 'compose':
      return judgeCompose(fact, snapshot);
    case 'swarm':
      return judgeSwarm(fact, snapshot);
    case 'node':
      return judgeNode(fact, snapshot);
    case 'service':
      return judgeService(fact, snapshot);
    case 'exec':
      return judgeExec(fact, snapshot);
  }
}

/** A learner who has several machines must know which one is meant. */
function onNode({ node }: Check, expected: string): string {
  return node === undefined ? expected : `On ${quote(node)}: ${expected}`;
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
