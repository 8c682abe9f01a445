import type { FactOf } from '../../../protocol/checks.ts';
import type { NetworkFacts } from '../../docker/network-schemas.ts';
import type { ContainerFacts, Snapshot } from '../facts.ts';
import { pairConditions } from '../pairs.ts';
import { firstMiss, type Judgement, type Miss } from '../miss.ts';
import { handleOf, list, quote, sentence } from '../words.ts';

type NetworkFact = FactOf<'network'>;

/** Judges a fact of kind `network`. Pure. */
export function judgeNetwork(fact: NetworkFact, snapshot: Snapshot): Judgement {
  const { name, exists } = fact;
  const network = snapshot.networks.find((candidate) => candidate.name === name);
  const conditions = network === undefined ? [] : missesOf(fact, network, snapshot);
  const how = expects(fact);
  const expected = exists
    ? `A network ${quote(name)}${how.length === 0 ? '' : ` that ${how.join(', ')}`}.`
    : `No network ${quote(name)}${how.length === 0 ? '' : ` that ${how.join(', ')}`}.`;
  const lookAt = fact.lookAt ?? 'docker network ls';
  const miss = firstMiss(conditions);
  if (!exists) {
    if (network === undefined || miss !== undefined)
      return { outcome: 'pass', expected, found: 'There is none.', lookAt };
    const users = attachedTo(name, snapshot.containers);
    const found = `it is still there${users.length === 0 ? '' : `, with ${list(users.map(handleOf))} attached to it`}`;
    return {
      outcome: 'fail',
      expected,
      found: sentence(found),
      lookAt: fact.lookAt ?? `docker network inspect ${name}`,
    };
  }
  if (network === undefined) {
    const own = snapshot.networks.filter((one) => !['bridge', 'host', 'none'].includes(one.name));
    const found =
      own.length === 0
        ? 'there are only the networks that every engine has: `bridge`, `host` and `none`'
        : `there is no network with this name; there are ${list(own.map((one) => one.name))}`;
    return { outcome: 'fail', expected, found: sentence(found), lookAt };
  }
  if (miss === undefined) return { outcome: 'pass', expected, found: 'It is there.', lookAt };
  return { outcome: 'fail', expected, found: sentence(miss.found), lookAt: fact.lookAt ?? miss.lookAt };
}

function attachedTo(network: string, containers: readonly ContainerFacts[]): ContainerFacts[] {
  return containers.filter((c) => c.networks.some(({ name }) => name === network));
}

function expects(fact: NetworkFact): string[] {
  const yes = (value: boolean): string => (value ? 'is' : 'is not');
  return [
    ...(fact.driver === undefined ? [] : [`has the driver ${quote(fact.driver)}`]),
    ...(fact.subnet === undefined ? [] : [`has the subnet ${quote(fact.subnet)}`]),
    ...(fact.internal === undefined ? [] : [`${yes(fact.internal)} internal`]),
    ...(fact.attachable === undefined ? [] : [`${yes(fact.attachable)} attachable`]),
    ...pairConditions('the label', fact.labels).map((pair) => pair.expects),
    ...(fact.containers === undefined ? [] : [`has ${list(fact.containers, 20)} attached to it`]),
    ...(fact.without === undefined ? [] : [`does not have ${list(fact.without, 20)} attached to it`]),
    ...Object.entries(fact.aliases ?? {}).map(([name, aliases]) => `knows ${quote(name)} also as ${list(aliases)}`),
  ];
}

function missesOf(fact: NetworkFact, network: NetworkFacts, { containers }: Snapshot): Miss[] {
  const inspect = `docker network inspect ${fact.name}`;
  const attached = attachedTo(fact.name, containers);
  const isAttached = (name: string): boolean => attached.some((c) => c.name === name);
  const misses: Miss[] = [];
  const ask = (holds: boolean, found: string, lookAt = inspect): void => void misses.push({ holds, found, lookAt });
  if (fact.driver !== undefined)
    ask(network.driver === fact.driver, `it has the driver ${quote(network.driver)}`, 'docker network ls');
  if (fact.subnet !== undefined)
    ask(
      network.subnets.some(({ subnet }) => subnet === fact.subnet),
      `it has ${network.subnets.length === 0 ? 'no subnet' : `the subnet ${list(network.subnets.map(({ subnet }) => subnet))}`}`,
    );
  if (fact.internal !== undefined)
    ask(network.isInternal === fact.internal, `it is ${network.isInternal ? '' : 'not '}internal`);
  if (fact.attachable !== undefined)
    ask(network.isAttachable === fact.attachable, `it is ${network.isAttachable ? '' : 'not '}attachable`);
  for (const pair of pairConditions('the label', fact.labels))
    ask(pair.holds(network.labels), `it ${pair.found(network.labels)}`);
  for (const name of fact.containers ?? []) {
    const has =
      attached.length === 0 ? 'no container is attached to it' : `attached are ${list(attached.map(handleOf))}`;
    const isThere = containers.some((c) => c.name === name);
    ask(
      isAttached(name),
      isThere ? `${quote(name)} is not attached to it; ${has}` : `there is no container ${quote(name)}`,
    );
  }
  for (const name of fact.without ?? []) ask(!isAttached(name), `${quote(name)} is still attached to it`);
  for (const [name, aliases] of Object.entries(fact.aliases ?? {}))
    misses.push(...aliasMisses(fact, name, aliases, containers));
  return misses;
}

function aliasMisses(
  fact: NetworkFact,
  name: string,
  aliases: readonly string[],
  containers: readonly ContainerFacts[],
): Miss[] {
  const container = containers.find((c) => c.name === name);
  const known = container?.details?.networks.find((network) => network.name === fact.name)?.aliases ?? [];
  const lookAt =
    container === undefined
      ? 'docker ps -a'
      : `docker inspect --format '{{json .NetworkSettings.Networks}}' ${handleOf(container)}`;
  return aliases.map((alias) => ({
    holds: known.includes(alias),
    found:
      container === undefined
        ? `there is no container ${quote(name)}`
        : `${quote(name)} is not known as ${quote(alias)} in it; ${quote(`--network-alias ${alias}`)} says so`,
    lookAt,
  }));
}
