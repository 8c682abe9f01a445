import { memoryBytes } from '../../../../protocol/checks/fields.ts';
import type { ContainerFact } from '../../../../protocol/checks.ts';
import type { ContainerDetails } from '../../../docker/container-schemas.ts';
import { handleOf, list, memoryText, quote } from '../../words.ts';
import { lookAtPart, onDetails, type Condition } from './condition.ts';
import { mountConditions } from './mounts.ts';

/** What it has of the machine: ports, mounts, networks, limits. */
export function resourceConditions(fact: ContainerFact): Condition[] {
  return [
    ...(fact.publishes ?? []).map(portCondition),
    ...mountConditions(fact),
    ...(fact.networks ?? []).map(networkCondition),
    ...(fact.notNetworks ?? []).map(notNetworkCondition),
    ...restartCondition(fact),
    ...limitConditions(fact),
  ];
}

function portCondition(wanted: NonNullable<ContainerFact['publishes']>[number]): Condition {
  const { host, container, protocol } = wanted;
  const suffix = protocol === 'tcp' ? '' : `/${protocol}`;
  const asTyped = `${host ?? ''}${host === undefined ? '' : ':'}${container}${suffix}`;
  return onDetails({
    expects: `publishes its port ${container}${suffix}${host === undefined ? '' : ` on port ${host} of the machine`}`,
    holds: (d) =>
      d.publishes.some(
        (p) => p.container === container && p.protocol === protocol && (host === undefined || p.host === host),
      ),
    found: (d) => {
      if (d.publishes.length === 0)
        return `publishes no port; ${quote(`-p ${asTyped}`)} does, when a container is made`;
      const swapped = d.publishes.some((p) => p.host === container && p.container === host);
      if (swapped && host !== container)
        return `publishes ${quote(`${container}:${host ?? ''}`)}: the machine's port comes first, then the container's`;
      const has = new Set(d.publishes.map((p) => `${p.host === 0 ? '' : `${p.host}:`}${p.container}`));
      return `publishes ${list([...has])}, not ${quote(asTyped)}`;
    },
    lookAt: (c) => (c.state === 'running' ? `docker port ${handleOf(c)}` : 'docker ps -a'),
  });
}

const lookAtNetworks = lookAtPart('.NetworkSettings.Networks');

function networkCondition(network: string): Condition {
  return onDetails({
    expects: `is attached to the network ${quote(network)}`,
    holds: (d) => d.networks.some(({ name }) => name === network),
    found: (d) => `${attachments(d)}${d.networks.length === 0 ? '' : `, not to ${quote(network)}`}`,
    lookAt: lookAtNetworks,
  });
}

function notNetworkCondition(network: string): Condition {
  return onDetails({
    expects: `is not attached to the network ${quote(network)}`,
    holds: (d) => !d.networks.some(({ name }) => name === network),
    found: attachments,
    lookAt: lookAtNetworks,
  });
}

function attachments({ networks }: ContainerDetails): string {
  return `is attached to ${networks.length === 0 ? 'no network' : list(networks.map(({ name }) => name))}`;
}

function restartCondition({ restart }: ContainerFact): Condition[] {
  if (restart === undefined) return [];
  return [
    onDetails({
      expects: `has the restart policy ${quote(restart)}`,
      holds: (d) => [policyOf(d), policyOf({ ...d, restartTries: 0 })].includes(restart),
      found: (d) => `has the restart policy ${quote(policyOf(d))}`,
      lookAt: lookAtPart('.HostConfig.RestartPolicy'),
    }),
  ];
}

/** As it is written after --restart. */
function policyOf({ restartPolicy, restartTries }: Pick<ContainerDetails, 'restartPolicy' | 'restartTries'>): string {
  return restartTries > 0 ? `${restartPolicy}:${restartTries}` : restartPolicy || 'no';
}

function limitConditions({ memory, cpus, pids }: ContainerFact): Condition[] {
  const limit = (
    wanted: number | undefined,
    read: (details: ContainerDetails) => number,
    words: (value: number) => string,
    without: string,
    path: string,
  ): Condition[] =>
    wanted === undefined
      ? []
      : [
          onDetails({
            expects: `may use at most ${words(wanted)}`,
            holds: (d) => Math.abs(read(d) - wanted) < 1e-6 * wanted,
            found: (d) => (read(d) === 0 ? without : `may use at most ${words(read(d))}`),
            lookAt: lookAtPart(path),
          }),
        ];
  return [
    ...limit(
      memory === undefined ? undefined : memoryBytes(memory),
      (d) => d.memoryBytes,
      (bytes) => `${quote(memoryText(bytes))} of memory`,
      'has no limit of its own for memory',
      '.HostConfig.Memory',
    ),
    ...limit(
      cpus,
      (d) => d.cpus,
      (value) => `${value} CPUs`,
      'has no limit of its own for CPUs',
      '.HostConfig.NanoCpus',
    ),
    ...limit(
      pids,
      (d) => d.pids,
      (value) => `${value} processes`,
      'has no limit of its own for processes',
      '.HostConfig.PidsLimit',
    ),
  ];
}
