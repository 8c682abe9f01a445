import type { ContainerFact } from '../../protocol/checks.ts';
import type { ContainerDetails, ContainerSummary } from '../docker/container-schemas.ts';
import type { ImageSummary } from '../docker/image-schemas.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import { lookPrefix } from '../docker/labels.ts';
import { needsDetails } from './checks/container/judge-container.ts';
import { collect } from './collect.ts';
import { isOfImage, type ContainerFacts } from './facts.ts';

/** Containers of which more than the list says is asked for; those that are named count first, then the newest ones. */
const maxInspected = 100;
const maxLogsRead = 5;

/** What else is asked of a container by its name. */
export interface NamedContainer {
  readonly name: string;
  readonly needsLogs: boolean;
}

/** All containers, with what `facts` and `named` ask of each. Throws as InnerEngine. */
export async function readContainers(
  engine: InnerEngine,
  facts: readonly ContainerFact[],
  named: readonly NamedContainer[],
  images: readonly ImageSummary[],
): Promise<ContainerFacts[]> {
  const list = (await engine.containers()).filter(({ name }) => !name.startsWith(lookPrefix));
  const among = (asking: readonly ContainerFact[], names: readonly NamedContainer[], most: number) => {
    const isNamed = ({ name }: ContainerSummary): boolean =>
      asking.some((fact) => fact.name === name) || names.some((one) => one.name === name);
    const others = list.filter((c) => !isNamed(c) && asking.some((fact) => isCandidate(fact, c, images)));
    return [...list.filter(isNamed), ...others].slice(0, most);
  };
  const details = await collect(among(facts.filter(needsDetails), named, maxInspected), (c) =>
    engine.inspectContainer(c.id),
  );
  const hasTty = (c: ContainerSummary): boolean => details.get(c.id)?.hasTty ?? false;
  const needsLogs = facts.filter((fact) => fact.logs !== undefined || fact.logsMatch !== undefined);
  const namedLogs = named.filter((one) => one.needsLogs);
  const needsChanges = facts.filter((fact) => fact.changed !== undefined);
  const [logs, changes] = await Promise.all([
    collect(among(needsLogs, namedLogs, maxLogsRead), (c) => engine.logsTail(c.id, hasTty(c))),
    collect(among(needsChanges, [], maxLogsRead), (c) => engine.changes(c.id)),
  ]);
  return list.map((c) => ({
    ...c,
    details: details.get(c.id) satisfies ContainerDetails | undefined,
    logs: logs.get(c.id),
    changes: changes.get(c.id),
  }));
}

/** Could `container` be what `fact` asks for, going by the list? Either half of it is enough: messages name near misses. */
function isCandidate(fact: ContainerFact, container: ContainerSummary, images: readonly ImageSummary[]): boolean {
  if (fact.name === undefined && fact.image === undefined) return true;
  if (fact.name !== undefined && container.name === fact.name) return true;
  return fact.image !== undefined && isOfImage(container, fact.image, images);
}
