import { worldListNames, type World, type WorldContainer, type WorldList } from '../../../protocol/world.ts';
import { imageName, stateInWords } from './words.ts';

/** Something in the world, in picture, list and details: kind and id. */
export type ThingKey = `${string}:${string}`;

/** One thing that came, went or became another. */
export interface Change {
  readonly key: ThingKey;
  readonly how: 'came' | 'went' | 'changed';
  /** For the learner, as a whole sentence. */
  readonly sentence: string;
}

const kinds: Readonly<Record<WorldList, string>> = {
  containers: 'container',
  ports: 'port',
  images: 'image',
  layers: 'layer',
  networks: 'network',
  volumes: 'volume',
  nodes: 'node',
  services: 'service',
  tasks: 'task',
};

/** Those that matter most come last: the last sentence is the one that is read. */
const order: readonly WorldList[] = [
  'ports',
  'tasks',
  'images',
  'volumes',
  'networks',
  'nodes',
  'services',
  'containers',
];

/** What happened between two states of the world, in the order in which it is told. Layers are told by their images. */
export function describeChanges(before: World, after: World): Change[] {
  return order.flatMap((list) => {
    const was = new Map<string, Thing>(before[list].map((thing) => [thing.id, thing]));
    const is = new Map<string, Thing>(after[list].map((thing) => [thing.id, thing]));
    const changes: Change[] = [];
    for (const [id, thing] of is) {
      const old = was.get(id);
      if (old === undefined) changes.push(change(list, thing, 'came', said(list, thing, 'came')));
      else if (old !== thing) changes.push(...became(list, old, thing));
    }
    for (const [id, thing] of was)
      if (!is.has(id)) changes.push(change(list, thing, 'went', said(list, thing, 'went')));
    return changes;
  });
}

type Thing = World[WorldList][number];

function change(list: WorldList, thing: Thing, how: Change['how'], sentence: string): Change {
  return { key: `${kinds[list]}:${thing.id}`, how, sentence };
}

function said(list: WorldList, thing: Thing, how: Change['how']): string {
  const name = nameOf(thing);
  if (list === 'ports')
    return how === 'came'
      ? `Port ${name} is open to the outside.`
      : how === 'went'
        ? `Port ${name} is closed.`
        : `Port ${name} leads elsewhere.`;
  if (list === 'tasks') return `A task is ${how === 'went' ? 'gone' : 'state' in thing ? thing.state : how}.`;
  if (list === 'containers' && how === 'came' && 'health' in thing)
    return `Container ${name} is new: ${stateInWords(thing)}.`;
  const kind = kinds[list].charAt(0).toUpperCase() + kinds[list].slice(1);
  const verb = how === 'came' ? 'is new' : how === 'went' ? 'is gone' : 'changed';
  return `${kind} ${name} ${verb}.`;
}

/** What happened to something that was there before; nothing when it is not worth a word. */
function became(list: WorldList, old: Thing, now: Thing): Change[] {
  const sentence = isContainer(old) && isContainer(now) ? containerBecame(old, now) : otherBecame(list, old, now);
  return sentence === null ? [] : [change(list, now, 'changed', sentence)];
}

function containerBecame(old: WorldContainer, now: WorldContainer): string | null {
  if (old.name !== now.name) return `Container ${old.name} is called ${now.name} now.`;
  if (old.state !== now.state || old.health !== now.health || old.exitCode !== now.exitCode)
    return `Container ${now.name} is ${stateInWords(now)}.`;
  const joined = now.networks.find(({ name }) => !old.networks.some((n) => n.name === name));
  if (joined !== undefined) return `Container ${now.name} is on network ${joined.name} now.`;
  const left = old.networks.find(({ name }) => !now.networks.some((n) => n.name === name));
  if (left !== undefined) return `Container ${now.name} left network ${left.name}.`;
  if (old.details === null || now.details === null) return null;
  if (old.details.startedAtMs !== now.details.startedAtMs && now.state === 'running')
    return `Container ${now.name} was started again.`;
  const hasOtherLimits = old.details.memoryBytes !== now.details.memoryBytes || old.details.cpus !== now.details.cpus;
  return hasOtherLimits ? `Container ${now.name} has other limits now.` : null;
}

function otherBecame(list: WorldList, old: Thing, now: Thing): string | null {
  if ('tags' in old && 'tags' in now)
    return old.tags.join() === now.tags.join() ? null : `Image ${nameOf(now)} has other names now.`;
  if ('replicas' in old && 'replicas' in now)
    return old.running === now.running && old.replicas === now.replicas
      ? null
      : `Service ${now.name} runs ${now.running}${now.replicas === null ? '' : ` of ${now.replicas}`}.`;
  if ('desired' in old && 'desired' in now) return old.state === now.state ? null : `A task is ${now.state}.`;
  return JSON.stringify(old) === JSON.stringify(now) ? null : said(list, now, 'changed');
}

function isContainer(thing: Thing): thing is WorldContainer {
  return 'mounts' in thing;
}

function nameOf(thing: Thing): string {
  if ('tags' in thing) return imageName(thing);
  if ('containerName' in thing) return String(thing.port);
  if ('name' in thing) return thing.name;
  return thing.id.length > 24 ? `${thing.id.slice(0, 12)}…` : thing.id;
}

/** Everything that is in `world`, by key: things that went are looked up in what was before. */
export function thingsByKey(world: World): ReadonlyMap<ThingKey, Thing> {
  return new Map(
    worldListNames.flatMap((list) => world[list].map((thing) => [`${kinds[list]}:${thing.id}` as const, thing])),
  );
}
