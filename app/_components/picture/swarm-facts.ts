import type { World } from '../../../protocol/world.ts';
import type { Facts } from './facts.ts';
import { counted, shellWord, shortId } from './words.ts';

/** What there is to say about a node, service or task of a swarm; null: there is no such thing. */
export function swarmFacts(world: World, kind: string, id: string): Facts | null {
  if (kind === 'node') return nodeFacts(world, id);
  if (kind === 'service') return serviceFacts(world, id);
  return kind === 'task' ? taskFacts(world, id) : null;
}

function nodeFacts(world: World, id: string): Facts | null {
  const node = world.nodes.find((one) => one.id === id);
  if (node === undefined) return null;
  const tasks = world.tasks.filter(({ nodeId, state }) => nodeId === id && state === 'running');
  return {
    ...{ kind: 'Node', title: node.name },
    sentence:
      node.role === 'manager'
        ? `A manager${node.isLeader ? ', and the leader' : ''}: it keeps the state of the swarm and hands out tasks.`
        : 'A worker: it runs the tasks that managers give it.',
    facts: [
      { label: 'State', value: node.state },
      { label: 'Takes tasks', value: node.availability },
      { label: 'Address', value: node.address },
      { label: 'Runs', value: counted(tasks.length, 'task') },
      { label: 'Id', value: shortId(id) },
    ],
    commands: [
      { command: 'docker node ls', shows: 'all nodes' },
      { command: `docker node ps ${shellWord(node.name)}`, shows: 'its tasks' },
      { command: `docker node inspect --pretty ${shellWord(node.name)}`, shows: 'all about it' },
    ],
  };
}

function serviceFacts(world: World, id: string): Facts | null {
  const service = world.services.find((one) => one.id === id);
  if (service === undefined) return null;
  const { name, image, replicas, running, ports, stack } = service;
  return {
    ...{ kind: 'Service', title: name },
    sentence:
      replicas === null
        ? 'The swarm runs one task of it on every node.'
        : `The swarm keeps ${counted(replicas, 'task')} of it running; just now ${running} ${running === 1 ? 'runs' : 'run'}.`,
    facts: [
      { label: 'Image', value: image },
      ...(stack === '' ? [] : [{ label: 'Stack', value: stack }]),
      ...ports.map(({ port, privatePort, protocol }) => ({
        label: `Port ${port}`,
        value: `on every node, to ${privatePort}/${protocol} of a task`,
      })),
    ],
    commands: [
      { command: `docker service ps ${shellWord(name)}`, shows: 'its tasks' },
      { command: `docker service inspect --pretty ${shellWord(name)}`, shows: 'all about it' },
    ],
  };
}

function taskFacts(world: World, id: string): Facts | null {
  const task = world.tasks.find((one) => one.id === id);
  if (task === undefined) return null;
  const service = world.services.find((one) => one.id === task.serviceId);
  const node = world.nodes.find((one) => one.id === task.nodeId);
  return {
    ...{ kind: 'Task', title: `${service?.name ?? 'a service'}.${task.slot === 0 ? shortId(task.nodeId) : task.slot}` },
    sentence: `One container's worth of work that the swarm gave to a node. It is ${task.state}; it should be ${task.desired}.`,
    facts: [
      { label: 'Node', value: node?.name ?? 'none yet' },
      ...(task.message === '' ? [] : [{ label: 'The swarm says', value: task.message }]),
      ...(task.containerId === '' ? [] : [{ label: 'Container', value: shortId(task.containerId) }]),
    ],
    commands:
      service === undefined
        ? []
        : [{ command: `docker service ps ${shellWord(service.name)}`, shows: 'all tasks of its service' }],
  };
}
