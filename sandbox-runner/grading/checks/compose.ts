import type { FactOf } from '../../../protocol/checks.ts';
import { isOfImage, type ContainerFacts, type Snapshot } from '../facts.ts';
import { firstMiss, type Judgement, type Miss } from '../miss.ts';
import { counted, handleOf, list, quote, sentence, stateClause } from '../words.ts';

type ComposeFact = FactOf<'compose'>;
type Service = NonNullable<ComposeFact['services']>[string];

const label = (name: string): string => `com.docker.compose.${name}`;

/** Judges a fact of kind `compose`. Pure. */
export function judgeCompose(fact: ComposeFact, snapshot: Snapshot): Judgement {
  const { project, exists } = fact;
  const own = snapshot.containers.filter(
    (c) => c.labels.get(label('project')) === project && c.labels.get(label('oneoff')) !== 'True',
  );
  const expected = expectedText(fact);
  const lookAt = fact.lookAt ?? 'docker compose ls --all';
  if (!exists) {
    if (own.length === 0) return { outcome: 'pass', expected, found: 'There is none.', lookAt };
    const found = `it still has ${counted(own.length, 'container')}: ${list(own.map(handleOf))}`;
    return { outcome: 'fail', expected, found: sentence(found), lookAt };
  }
  if (own.length === 0) return { outcome: 'fail', expected, found: sentence(noProject(fact, snapshot)), lookAt };
  const miss = firstMiss(missesOf(fact, own, snapshot));
  if (miss === undefined)
    return { outcome: 'pass', expected, found: sentence(`it has ${list(own.map(handleOf))}`), lookAt };
  return { outcome: 'fail', expected, found: sentence(miss.found), lookAt: fact.lookAt ?? miss.lookAt };
}

function missesOf(fact: ComposeFact, own: readonly ContainerFacts[], snapshot: Snapshot): Miss[] {
  const { project, services = {}, only, file } = fact;
  const lookAt = `docker compose -p ${project} ps -a`;
  const named = [...new Set(own.map((c) => c.labels.get(label('service')) ?? ''))];
  const misses: Miss[] = [];
  if (file !== undefined) {
    const files = own[0]?.labels.get(label('project.config_files')) ?? '';
    misses.push({
      holds: files.split(',').some((path) => path === file || path.endsWith(`/${file.replace(/^\/+/, '')}`)),
      found: `it was started from ${quote(files)}`,
      lookAt: 'docker compose ls --all',
    });
  }
  for (const [name, service] of Object.entries(services)) {
    const members = own.filter((c) => c.labels.get(label('service')) === name);
    misses.push({
      holds: members.length > 0,
      found: `the service ${quote(name)} has no container; there are ${list(named)}`,
      lookAt,
    });
    misses.push(...serviceMisses(name, service, members, snapshot).map((miss) => ({ ...miss, lookAt })));
  }
  if (only === true) {
    const others = named.filter((name) => !Object.hasOwn(services, name));
    misses.push({ holds: others.length === 0, found: `there is also the service ${list(others)}`, lookAt });
  }
  return misses;
}

function serviceMisses(
  name: string,
  { state, replicas, image, health }: Service,
  members: readonly ContainerFacts[],
  snapshot: Snapshot,
): Omit<Miss, 'lookAt'>[] {
  const odd = members.find((c) => c.state !== state);
  const foreign = image === undefined ? undefined : members.find((c) => !isOfImage(c, image, snapshot.images));
  const ill = health === undefined ? undefined : members.find((c) => healthOf(c) !== health);
  const misses: Omit<Miss, 'lookAt'>[] = [];
  if (image !== undefined)
    misses.push({
      holds: foreign === undefined,
      found: `the service ${quote(name)} was made from the image ${quote(foreign?.image ?? '')}, not ${quote(image)}`,
    });
  misses.push({
    holds: odd === undefined,
    found:
      odd === undefined
        ? ''
        : `the container ${quote(handleOf(odd))} of the service ${quote(name)} ${stateClause(odd)}`,
  });
  if (replicas !== undefined)
    misses.push({
      holds: members.length === replicas,
      found: `the service ${quote(name)} has ${counted(members.length, 'container')}, not ${replicas}`,
    });
  if (health !== undefined)
    misses.push({
      holds: ill === undefined,
      found:
        ill === undefined
          ? ''
          : `the container ${quote(handleOf(ill))} of the service ${quote(name)} has ${healthOf(ill) === 'none' ? 'no health check' : `the health ${quote(healthOf(ill))}`}`,
    });
  return misses;
}

/** From the list: `Up 3 minutes (healthy)`. */
function healthOf({ status }: ContainerFacts): string {
  if (status.endsWith('(healthy)')) return 'healthy';
  if (status.endsWith('(unhealthy)')) return 'unhealthy';
  return status.endsWith('(health: starting)') ? 'starting' : 'none';
}

function noProject({ project }: ComposeFact, { containers }: Snapshot): string {
  const others = [...new Set(containers.flatMap((c) => c.labels.get(label('project')) ?? []))];
  if (others.length === 0) return 'nothing here was started by Compose';
  return `there is no project ${quote(project)}; there are ${list(others)}, named after the folder of the Compose file`;
}

function expectedText({ project, exists, services = {}, only, file }: ComposeFact): string {
  const parts = Object.entries(services).map(([name, { state, replicas, image, health }]) => {
    const how = [
      state,
      ...(replicas === undefined ? [] : [counted(replicas, 'container')]),
      ...(image === undefined ? [] : [`from ${quote(image)}`]),
      ...(health === undefined ? [] : [health === 'none' ? 'without a health check' : health]),
    ];
    return `${quote(name)} (${how.join(', ')})`;
  });
  const what = `${exists ? 'A' : 'No'} Compose project ${quote(project)}`;
  const from = file === undefined ? '' : ` from ${quote(file)}`;
  if (parts.length === 0) return `${what}${from}.`;
  return `${what}${from} with ${only === true ? 'only ' : ''}the services ${parts.join(', ')}.`;
}
