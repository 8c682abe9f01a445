import type { FactOf } from '../../../protocol/checks.ts';
import type { VolumeFacts } from '../../docker/network-schemas.ts';
import type { ContainerFacts, Snapshot } from '../facts.ts';
import { firstMiss, type Judgement, type Miss } from '../miss.ts';
import { pairConditions } from '../pairs.ts';
import { handleOf, list, quote, sentence } from '../words.ts';

type VolumeFact = FactOf<'volume'>;

/** Judges a fact of kind `volume`. Pure. */
export function judgeVolume(fact: VolumeFact, snapshot: Snapshot): Judgement {
  const { name, exists } = fact;
  const candidates = snapshot.volumes
    .filter((volume) => name === undefined || volume.name === name)
    .map((volume) => ({ volume, miss: firstMiss(missesOf(fact, volume, snapshot.containers)) }));
  const fitting = candidates.filter(({ miss }) => miss === undefined).map(({ volume }) => volume);
  const expected = expectedText(fact);
  const lookAt = fact.lookAt ?? 'docker volume ls';
  const [first] = candidates;
  if (!exists) {
    const [still] = fitting;
    if (still === undefined) return { outcome: 'pass', expected, found: 'There is none.', lookAt };
    const users = usersOf(still, snapshot.containers);
    const found =
      fitting.length > 1
        ? `${fitting.length} are still there: ${list(fitting.map(shortName))}`
        : `${quote(shortName(still))} is still there${users.length === 0 ? '' : `, and used by ${list(users.map(handleOf))}`}`;
    return { outcome: 'fail', expected, found: sentence(found), lookAt };
  }
  if (fitting.length > 0) return { outcome: 'pass', expected, found: 'It is there.', lookAt };
  if (first?.miss === undefined) {
    const all = snapshot.volumes.map(shortName);
    const found =
      all.length === 0 ? 'there is no volume yet' : `there is no volume with this name; there are ${list(all)}`;
    return { outcome: 'fail', expected, found: sentence(found), lookAt };
  }
  return { outcome: 'fail', expected, found: sentence(first.miss.found), lookAt: fact.lookAt ?? first.miss.lookAt };
}

function missesOf(fact: VolumeFact, volume: VolumeFacts, containers: readonly ContainerFacts[]): Miss[] {
  const lookAt = `docker volume inspect ${fact.name ?? safeName(volume)}`;
  const users = usersOf(volume, containers);
  const misses: Miss[] = [];
  const ask = (holds: boolean, found: string, where = lookAt): void =>
    void misses.push({ holds, found, lookAt: where });
  if (fact.anonymous !== undefined)
    ask(
      volume.isAnonymous === fact.anonymous,
      `${quote(shortName(volume))} ${volume.isAnonymous ? 'has no name of its own' : 'was given its name'}`,
    );
  if (fact.driver !== undefined) ask(volume.driver === fact.driver, `it has the driver ${quote(volume.driver)}`);
  for (const pair of pairConditions('the label', fact.labels))
    ask(pair.holds(volume.labels), `it ${pair.found(volume.labels)}`);
  const { usedBy } = fact;
  if (usedBy !== undefined) {
    const isThere = containers.some((c) => c.name === usedBy);
    const by = users.length === 0 ? 'no container uses it' : `it is used by ${list(users.map(handleOf))}`;
    ask(
      users.some((c) => c.name === usedBy),
      isThere ? by : `there is no container ${quote(usedBy)}; ${by}`,
      isThere ? `docker inspect --format '{{json .Mounts}}' ${usedBy}` : 'docker ps -a',
    );
  }
  if (fact.unused !== undefined)
    ask(
      (users.length === 0) === fact.unused,
      users.length === 0 ? 'no container uses it' : `it is used by ${list(users.map(handleOf))}`,
      'docker ps -a',
    );
  return misses;
}

function usersOf(volume: VolumeFacts, containers: readonly ContainerFacts[]): ContainerFacts[] {
  return containers.filter((c) => c.volumes.includes(volume.name));
}

function expectedText(fact: VolumeFact): string {
  const { name, exists, anonymous, driver, usedBy, unused } = fact;
  const nameless = anonymous === true ? 'anonymous volume' : 'volume';
  const what = `${exists ? (anonymous === true ? 'An' : 'A') : 'No'} ${nameless}${name === undefined ? '' : ` ${quote(name)}`}`;
  const how = [
    ...(anonymous === false ? ['was given its name'] : []),
    ...(driver === undefined ? [] : [`has the driver ${quote(driver)}`]),
    ...pairConditions('the label', fact.labels).map((pair) => pair.expects),
    ...(usedBy === undefined ? [] : [`is used by ${quote(usedBy)}`]),
    ...(unused === undefined ? [] : [unused ? 'no container uses' : 'a container uses']),
  ];
  return `${what}${how.length === 0 ? '' : ` that ${how.join(', ')}`}.`;
}

/** Engines make names of 64 digits up. */
function shortName({ name }: VolumeFacts): string {
  return /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name;
}

function safeName({ name }: VolumeFacts): string {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,80}$/.test(name) ? name : '';
}
