import type { FactOf } from '../../../protocol/checks.ts';
import type { Snapshot, SwarmFacts } from '../facts.ts';
import { firstMiss, type Judgement, type Miss } from '../miss.ts';
import { isSameReference } from '../references.ts';
import { counted, list, quote, sentence } from '../words.ts';

/** Judges a fact of kind `swarm`. Pure. */
export function judgeSwarm(fact: FactOf<'swarm'>, { swarm }: Snapshot): Judgement {
  const { active, manager, managers, workers } = fact;
  const lookAt = fact.lookAt ?? (swarm.isKnown ? 'docker node ls' : 'docker info');
  const up = (role: string): number =>
    swarm.nodes.filter((node) => node.role === role && node.state === 'ready').length;
  const how = [
    ...(manager === undefined ? [] : [manager ? 'as a manager' : 'as a worker']),
    ...(managers === undefined ? [] : [`with ${counted(managers, 'manager')} up`]),
    ...(workers === undefined ? [] : [`with ${counted(workers, 'worker')} up`]),
  ];
  const expected = active
    ? `This machine is in a swarm${how.length === 0 ? '' : `, ${how.join(', ')}`}.`
    : 'This machine is in no swarm.';
  if (!active) {
    const found = swarm.isInSwarm
      ? `it is still in a swarm, as a ${swarm.isManager ? 'manager' : 'worker'}`
      : 'it is in none';
    return { outcome: swarm.isInSwarm ? 'fail' : 'pass', expected, found: sentence(found), lookAt };
  }
  if (!swarm.isInSwarm) return { outcome: 'fail', expected, found: 'It is in no swarm.', lookAt };
  const counts = swarm.isKnown
    ? `it has ${counted(up('manager'), 'manager')} and ${counted(up('worker'), 'worker')} up`
    : 'this machine is no manager, and only managers know the nodes';
  const miss = firstMiss([
    {
      holds: manager === undefined || manager === swarm.isManager,
      found: `it is a ${swarm.isManager ? 'manager' : 'worker'}`,
      lookAt,
    },
    { holds: managers === undefined || managers === up('manager'), found: counts, lookAt },
    { holds: workers === undefined || workers === up('worker'), found: counts, lookAt },
  ]);
  if (miss !== undefined) return { outcome: 'fail', expected, found: sentence(miss.found), lookAt };
  return { outcome: 'pass', expected, found: 'It is so.', lookAt };
}

/** Judges a fact of kind `node`. Pure. */
export function judgeNode(fact: FactOf<'node'>, { swarm }: Snapshot): Judgement {
  const { name, exists, role, availability, state, tasks } = fact;
  const node = swarm.nodes.find((candidate) => candidate.name === name);
  const running = swarm.tasks.filter((task) => task.nodeId === node?.id && task.state === 'running').length;
  const how = [
    ...(role === undefined ? [] : [`is a ${role}`]),
    ...(availability === undefined ? [] : [`has the availability ${quote(availability)}`]),
    ...(state === undefined ? [] : [`is ${quote(state)}`]),
    ...(tasks === undefined ? [] : [`runs ${counted(tasks, 'task')}`]),
  ];
  const that = how.length === 0 ? '' : ` that ${how.join(', ')}`;
  const expected = `${exists ? 'A' : 'No'} node ${quote(name)} in the swarm${that}.`;
  const lookAt = fact.lookAt ?? 'docker node ls';
  const misses: Miss[] =
    node === undefined
      ? [
          {
            holds: false,
            found: notThere(
              'node',
              swarm,
              swarm.nodes.map((one) => one.name),
            ),
            lookAt,
          },
        ]
      : [
          { holds: role === undefined || node.role === role, found: `it is a ${node.role}`, lookAt },
          {
            holds: availability === undefined || node.availability === availability,
            found: `it has the availability ${quote(node.availability)}`,
            lookAt,
          },
          { holds: state === undefined || node.state === state, found: `it is ${quote(node.state)}`, lookAt },
          {
            holds: tasks === undefined || running === tasks,
            found: `it runs ${counted(running, 'task')}`,
            lookAt: `docker node ps ${name}`,
          },
        ];
  return decided(fact, misses, expected, lookAt);
}

/** Judges a fact of kind `service`. Pure. */
export function judgeService(fact: FactOf<'service'>, snapshot: Snapshot): Judgement {
  const { swarm } = snapshot;
  const { name, exists } = fact;
  const service = swarm.services.find((candidate) => candidate.name === name);
  const how = serviceExpects(fact);
  const that = how.length === 0 ? '' : ` that ${how.join(', ')}`;
  const expected = `${exists ? 'A' : 'No'} service ${quote(name)}${that}.`;
  const lookAt = fact.lookAt ?? 'docker service ls';
  const misses =
    service === undefined
      ? [
          {
            holds: false,
            found: notThere(
              'service',
              swarm,
              swarm.services.map((one) => one.name),
            ),
            lookAt,
          },
        ]
      : serviceMisses(fact, service, snapshot);
  return decided(fact, misses, expected, lookAt);
}

function serviceExpects(fact: FactOf<'service'>): string[] {
  const { image, mode, replicas, running, publishes, networks, update, nodesAtLeast, on, notOn } = fact;
  return [
    ...(image === undefined ? [] : [`is made from ${quote(image)}`]),
    ...(mode === undefined ? [] : [`is ${mode}`]),
    ...(replicas === undefined ? [] : [`has ${counted(replicas, 'replica')}`]),
    ...(running === undefined ? [] : [`has ${counted(running, 'task')} running`]),
    ...(publishes === undefined ? [] : [`publishes ${publishes.join(', ')}`]),
    ...(networks === undefined ? [] : [`is attached to ${list(networks)}`]),
    ...(update === undefined ? [] : [`has its update ${quote(update)}`]),
    ...(nodesAtLeast === undefined ? [] : [`runs on at least ${counted(nodesAtLeast, 'node')}`]),
    ...(on === undefined ? [] : [`runs on ${list(on)}`]),
    ...(notOn === undefined ? [] : [`does not run on ${list(notOn)}`]),
  ];
}

function serviceMisses(
  fact: FactOf<'service'>,
  service: SwarmFacts['services'][number],
  { swarm, networks }: Snapshot,
): Miss[] {
  const own = swarm.tasks.filter((task) => task.serviceId === service.id);
  const running = own.filter((task) => task.state === 'running' && task.desired === 'running');
  const where = [
    ...new Set(running.map((task) => swarm.nodes.find(({ id }) => id === task.nodeId)?.name ?? task.nodeId)),
  ];
  const attached = service.networks.map((id) => networks.find((network) => network.id === id)?.name ?? id);
  const wanted = fact.running ?? (service.isGlobal ? undefined : service.replicas);
  const trouble = own.find((task) => task.error !== '')?.error;
  const on = where.length === 0 ? 'no task of it runs' : `its tasks run on ${list(where)}`;
  const ps = `docker service ps ${fact.name}`;
  const inspect = `docker service inspect --pretty ${fact.name}`;
  const miss = (holds: boolean, found: string, lookAt = inspect): Miss => ({ holds, found, lookAt });
  const { image, mode, replicas, publishes = [], update, nodesAtLeast } = fact;
  return [
    miss(image === undefined || isSameReference(service.image, image), `it is made from ${quote(service.image)}`),
    miss(
      mode === undefined || (mode === 'global') === service.isGlobal,
      `it is ${service.isGlobal ? 'global' : 'replicated'}`,
      'docker service ls',
    ),
    miss(
      replicas === undefined || (!service.isGlobal && service.replicas === replicas),
      service.isGlobal ? 'it is global' : `it has ${counted(service.replicas, 'replica')}`,
      'docker service ls',
    ),
    ...publishes.map((port) =>
      miss(
        service.publishes.includes(port),
        service.publishes.length === 0 ? 'it publishes no port' : `it publishes ${service.publishes.join(', ')}`,
      ),
    ),
    ...(fact.networks ?? []).map((network) =>
      miss(
        attached.includes(network),
        attached.length === 0 ? 'it is attached to no network of its own' : `it is attached to ${list(attached)}`,
      ),
    ),
    miss(
      wanted === undefined || running.length === wanted,
      `${counted(running.length, 'task')} of it ${running.length === 1 ? 'runs' : 'run'}, not ${wanted ?? 0}${trouble === undefined ? '' : `; one says ${quote(trouble)}`}`,
      ps,
    ),
    miss(
      update === undefined || service.update === update,
      service.update === '' ? 'it has not been updated' : `its update is ${quote(service.update)}`,
    ),
    miss(nodesAtLeast === undefined || where.length >= nodesAtLeast, on, ps),
    ...(fact.on ?? []).map((node) => miss(where.includes(node), on, ps)),
    ...(fact.notOn ?? []).map((node) => miss(!where.includes(node), `a task of it runs on ${quote(node)}`, ps)),
  ];
}

function notThere(what: string, swarm: SwarmFacts, names: readonly string[]): string {
  if (!swarm.isInSwarm) return 'this machine is in no swarm';
  if (!swarm.isKnown) return `this machine is no manager, and only managers know the ${what}s`;
  return names.length === 0
    ? `there is no ${what} yet`
    : `there is no ${what} with this name; there are ${list(names)}`;
}

function decided(
  fact: { readonly exists: boolean; readonly lookAt?: string | undefined },
  misses: readonly Miss[],
  expected: string,
  lookAt: string,
): Judgement {
  const miss = firstMiss(misses);
  if (!fact.exists)
    return miss === undefined
      ? { outcome: 'fail', expected, found: 'It is still there.', lookAt }
      : { outcome: 'pass', expected, found: 'There is none.', lookAt };
  if (miss === undefined) return { outcome: 'pass', expected, found: 'It is so.', lookAt };
  return { outcome: 'fail', expected, found: sentence(miss.found), lookAt: fact.lookAt ?? miss.lookAt };
}
