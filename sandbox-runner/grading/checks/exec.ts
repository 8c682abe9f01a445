import type { FactOf } from '../../../protocol/checks.ts';
import { matchingLine } from '../../../protocol/pattern.ts';
import type { Snapshot } from '../facts.ts';
import type { Judgement } from '../miss.ts';
import { probeFor } from '../needs.ts';
import { probeKey } from '../probes/probe.ts';
import { quote, sentence } from '../words.ts';

/** Judges a fact of kind `exec`. Pure. */
export function judgeExec(fact: FactOf<'exec'>, { probes }: Snapshot): Judgement {
  const { command, exitCode, contains, lacks, matches, otherwise } = fact;
  const probe = probeFor(fact);
  const result = probe && probes.get(probeKey(probe));
  const expected = sentence(fact.expected);
  const lookAt = fact.lookAt ?? (command.includes('\n') ? 'docker ps -a' : command);
  if (result === undefined) return { outcome: 'undecided', expected, found: 'Not looked at yet.', lookAt };
  if (result.kind === 'unknown') return { outcome: 'undecided', expected, found: result.why, lookAt };
  if (result.kind !== 'exec') {
    const why = result.kind === 'silent' ? result.why : 'the command could not be run';
    return { outcome: 'fail', expected, found: sentence(why), lookAt };
  }
  const holds =
    result.exitCode === exitCode &&
    (contains === undefined || result.output.includes(contains)) &&
    (lacks === undefined || !result.output.includes(lacks)) &&
    (matches === undefined || matchingLine(matches, result.output) !== undefined);
  if (holds) return { outcome: 'pass', expected, found: 'It is so.', lookAt };
  const last = result.output.trim().split('\n').at(-1) ?? '';
  const said =
    last === '' ? `the command that shows it ended with exit code ${result.exitCode}` : `it says ${quote(last)}`;
  return { outcome: 'fail', expected, found: sentence(otherwise ?? said), lookAt };
}
