import type { FactOf } from '../../../protocol/checks.ts';
import { matchingLine } from '../../../protocol/pattern.ts';
import type { Snapshot } from '../facts.ts';
import { firstMiss, type Judgement, type Miss } from '../miss.ts';
import { probeFor } from '../needs.ts';
import { probeKey, type HttpAnswer } from '../probes/probe.ts';
import { quote, sentence } from '../words.ts';

type HttpFact = FactOf<'http'>;

/** Judges a fact of kind `http`. Pure. */
export function judgeHttp(fact: HttpFact, snapshot: Snapshot): Judgement {
  const probe = probeFor(fact);
  const result = probe && snapshot.probes.get(probeKey(probe));
  const expected = expectedText(fact);
  const lookAt = fact.lookAt ?? defaultLook(fact, snapshot);
  const { container } = fact;
  if (container !== undefined && !snapshot.containers.some((c) => c.name === container)) {
    const found = sentence(`there is no container ${quote(container)}`);
    return { outcome: fact.refused === true ? 'pass' : 'fail', expected, found, lookAt: 'docker ps -a' };
  }
  if (result === undefined) return { outcome: 'undecided', expected, found: 'Not looked at yet.', lookAt };
  if (result.kind === 'unknown') return { outcome: 'undecided', expected, found: result.why, lookAt };
  if (result.kind !== 'http') {
    const why = result.kind === 'silent' ? result.why : 'nothing answers';
    return { outcome: fact.refused === true ? 'pass' : 'fail', expected, found: sentence(why), lookAt };
  }
  if (fact.refused === true)
    return { outcome: 'fail', expected, found: sentence(`it answers, with status ${result.status}`), lookAt };
  const miss = firstMiss(missesOf(fact, result, lookAt));
  if (miss === undefined)
    return { outcome: 'pass', expected, found: sentence(`it answers with status ${result.status}`), lookAt };
  return { outcome: 'fail', expected, found: sentence(miss.found), lookAt };
}

function missesOf(fact: HttpFact, answer: HttpAnswer, lookAt: string): Miss[] {
  const { status, headers = {}, contains, lacks, matches, answers } = fact;
  const says =
    answer.body.trim() === '' ? 'its answer is empty' : `its answer begins with ${quote(answer.body.trim())}`;
  const misses: Miss[] = [];
  const ask = (holds: boolean, found: string): void => void misses.push({ holds, found, lookAt });
  ask(
    status === undefined ? answer.status < 400 : answer.status === status,
    `it answers with status ${answer.status}${answer.status >= 400 && answer.body.trim() !== '' ? `, and ${says}` : ''}`,
  );
  for (const [name, text] of Object.entries(headers)) {
    const value = answer.headers.get(name.toLowerCase());
    ask(
      value?.toLowerCase().includes(text.toLowerCase()) === true,
      value === undefined ? `it sends no header ${quote(name)}` : `its header ${quote(name)} is ${quote(value)}`,
    );
  }
  if (contains !== undefined) ask(answer.body.includes(contains), says);
  if (lacks !== undefined) ask(!answer.body.includes(lacks), `its answer contains ${quote(lacks)}`);
  if (matches !== undefined) ask(matchingLine(matches, answer.body) !== undefined, says);
  if (answers !== undefined)
    ask(
      answer.different >= answers,
      answer.different <= 1 ? 'it gives the same answer each time' : `it gives ${answer.different} different answers`,
    );
  return misses;
}

function expectedText(fact: HttpFact): string {
  const { url, container, method, status, headers = {}, contains, lacks, matches, answers, refused } = fact;
  const where = `${quote(url)}${container === undefined ? '' : ` at ${quote(container)}`}`;
  if (refused === true) return `Nothing answers at ${where}.`;
  const how = [
    ...(status === undefined ? [] : [`the status ${status}`]),
    ...Object.entries(headers).map(([name, text]) => `${quote(text)} in the header ${quote(name)}`),
    ...(contains === undefined ? [] : [`the text ${quote(contains)}`]),
    ...(lacks === undefined ? [] : [`no ${quote(lacks)}`]),
    ...(matches === undefined ? [] : [`a line like ${quote(matches)}`]),
    ...(answers === undefined ? [] : [`at least ${answers} different answers when asked again`]),
  ];
  const asked = method === 'GET' ? '' : `, asked with ${method},`;
  return `${where}${asked} answers${how.length === 0 ? '' : ` with ${how.join(', ')}`}.`;
}

function defaultLook({ url, container, method, body, hostHeader }: HttpFact, { containers }: Snapshot): string {
  const address = containers.find(({ name }) => name === container)?.networks.find((n) => n.address !== '')?.address;
  const at = address === undefined ? url : url.replace(/^(http:\/\/)[^:/]+/, `$1${address}`);
  const more = [
    ...(method === 'GET' ? [] : method === 'HEAD' ? ['--head'] : ['-X', method]),
    ...(body === undefined ? [] : ['-d', `'${body.replaceAll("'", "'\\''")}'`]),
    ...(hostHeader === undefined ? [] : ['-H', `'Host: ${hostHeader}'`]),
  ];
  return ['curl', '-i', ...more, /[&?;*()'"!$`\\<>|~[\]{}#]/.test(at) ? `'${at.replaceAll("'", '%27')}'` : at].join(
    ' ',
  );
}
