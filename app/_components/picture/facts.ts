import type { World } from '../../../protocol/world.ts';
import type { ThingKey } from './changes.ts';
import { collapsed } from './collapse.ts';
import { containerFacts } from './container-facts.ts';
import { storeKey } from './scene.ts';
import { layersUnder } from './shelf.ts';
import { swarmFacts } from './swarm-facts.ts';
import { bytesInWords, counted, imageName, shellWord, shortId, stateInWords } from './words.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** One thing in words, and how one sees the same in the terminal. */
export interface Facts {
  readonly kind: string;
  readonly title: string;
  readonly sentence: string;
  readonly facts: readonly Fact[];
  /** Layers, the uppermost first. */
  readonly layers?: readonly Fact[];
  readonly commands: readonly { readonly command: string; readonly shows: string }[];
  /** A port of the machine that the preview can show. */
  readonly port?: number;
}

/** The facts of `key`; null: there is no such thing (any more). */
export function factsOf(world: World, key: ThingKey): Facts | null {
  const id = key.slice(key.indexOf(':') + 1);
  const kind = key.slice(0, key.indexOf(':'));
  switch (kind) {
    case 'engine':
      return engineFacts(world);
    case 'container': {
      const c = world.containers.find((one) => one.id === id);
      return c === undefined ? null : containerFacts(world, c);
    }
    case 'pile':
      return pileFacts(world, key);
    case 'section':
      return projectFacts(world, id.slice(id.indexOf('/') + 1));
    case 'network':
      return networkFacts(world, id);
    case 'volume':
      return volumeFacts(world, id);
    case 'bind':
      return bindFacts(world, id);
    case 'image':
      return imageFacts(world, id);
    case 'layer':
      return layerFacts(world, id);
    case 'port':
      return portFacts(world, id);
    default:
      return swarmFacts(world, kind, id);
  }
}

function engineFacts({ engine, containers, images, networks, volumes }: World): Facts {
  return {
    ...{ kind: 'Docker Engine', title: engine.name === '' ? 'Docker Engine' : engine.name },
    sentence: 'The program that runs on this machine and does what the docker command asks of it.',
    facts: [
      { label: 'Version', value: engine.version },
      { label: 'Has', value: [counted(containers.length, 'container'), counted(images.length, 'image')].join(', ') },
      { label: 'And', value: [counted(networks.length, 'network'), counted(volumes.length, 'volume')].join(', ') },
    ],
    commands: [
      { command: 'docker info', shows: 'everything about the engine' },
      { command: 'docker version', shows: 'versions of client and engine' },
    ],
  };
}

function pileFacts(world: World, key: ThingKey): Facts | null {
  const card = [...collapsed(world).cards.values()].flat().find((one) => one.key === key);
  if (card?.kind !== 'pile') return null;
  const { image, state, count, containers } = card.pile;
  const names = containers.slice(0, 20).map(({ name }) => name);
  return {
    ...{ kind: 'Containers', title: `${count} × ${image}` },
    sentence: `${counted(count, 'container')} of the same image, all ${state}. They are drawn as one because there are many.`,
    facts: [{ label: 'Among them', value: names.length === 0 ? 'see the list' : names.join(', ') }],
    commands: [
      {
        command: `docker ps -a --filter ancestor=${shellWord(image)} --filter status=${shellWord(state)}`,
        shows: 'each of them',
      },
    ],
  };
}

function projectFacts(world: World, project: string): Facts | null {
  const members = world.containers.filter((c) => c.project === project);
  if (members.length === 0) return null;
  const services = [...new Set(members.map(({ service }) => service))].sort();
  const isStack = world.services.some(({ stack }) => stack === project);
  const up = members.filter(({ state }) => state === 'running').length;
  return {
    ...{ kind: isStack ? 'Stack' : 'Compose project', title: project },
    sentence: `${counted(members.length, 'container')} that belong together, ${up} of them running.`,
    facts: [
      { label: 'Services', value: services.join(', ') },
      ...members.slice(0, 20).map((c) => ({ label: c.name, value: stateInWords(c) })),
    ],
    commands: isStack
      ? [{ command: `docker stack ps ${shellWord(project)}`, shows: 'its tasks' }]
      : [
          { command: `docker compose -p ${shellWord(project)} ps -a`, shows: 'its containers' },
          { command: `docker compose -p ${shellWord(project)} logs --tail 20`, shows: 'what they wrote last' },
        ],
  };
}

function networkFacts(world: World, id: string): Facts | null {
  const network = world.networks.find((one) => one.id === id);
  if (network === undefined) return null;
  const { name, driver, scope, subnets, gateway, isInternal, project } = network;
  const members = world.containers.flatMap((c) => {
    const there = c.networks.find((n) => n.name === name);
    return there === undefined ? [] : [{ label: c.name, value: there.address === '' ? 'not running' : there.address }];
  });
  return {
    ...{ kind: 'Network', title: name },
    sentence:
      name === 'bridge'
        ? 'Where a container is put when nothing else is said. Containers here reach each other by address, not by name.'
        : driver === 'bridge'
          ? 'Containers on it reach each other by name.'
          : `A network of the driver ${driver}.`,
    facts: [
      { label: 'Driver', value: driver === scope ? driver : `${driver}, ${scope}` },
      { label: 'Addresses', value: subnets.length === 0 ? 'none' : subnets.join(', ') },
      ...(gateway === '' ? [] : [{ label: 'Gateway', value: gateway }]),
      ...(isInternal ? [{ label: 'Internal', value: 'nothing on it reaches the outside' }] : []),
      ...(project === '' ? [] : [{ label: 'Made by', value: project }]),
      ...(members.length === 0 ? [{ label: 'Containers', value: 'none' }] : members.slice(0, 40)),
    ],
    commands: [
      { command: `docker network inspect ${shellWord(name)}`, shows: 'all of this, as the engine has it' },
      { command: 'docker network ls', shows: 'all networks' },
    ],
  };
}

function usersOf(world: World, key: ThingKey): Fact[] {
  const users = world.containers.flatMap((c) =>
    c.mounts
      .filter((mount) => storeKey(mount) === key)
      .map((mount) => ({ label: c.name, value: `at ${mount.target}${mount.isWritable ? '' : ', read-only'}` })),
  );
  return users.length === 0 ? [{ label: 'Used by', value: 'no container' }] : users.slice(0, 40);
}

function volumeFacts(world: World, id: string): Facts | null {
  const volume = world.volumes.find((one) => one.id === id);
  if (volume === undefined) return null;
  return {
    ...{ kind: 'Volume', title: volume.isAnonymous ? `unnamed ${shortId(id)}` : id },
    sentence: 'Files that the engine keeps outside of containers: they are still there when a container is removed.',
    facts: [
      { label: 'Driver', value: volume.driver },
      { label: 'On the machine', value: volume.mountpoint },
      ...(volume.project === '' ? [] : [{ label: 'Made by', value: volume.project }]),
      ...usersOf(world, `volume:${id}`),
    ],
    commands: [
      { command: `docker volume inspect ${shellWord(id)}`, shows: 'all of this, as the engine has it' },
      { command: 'docker volume ls', shows: 'all volumes' },
    ],
  };
}

function bindFacts(world: World, source: string): Facts | null {
  const users = usersOf(world, `bind:${source}`);
  if (users[0]?.label === 'Used by') return null;
  return {
    ...{ kind: 'Folder of the machine', title: source },
    sentence: 'A path of this machine that containers see as their own (a bind mount).',
    facts: users,
    commands: [{ command: `ls -la ${shellWord(source)}`, shows: 'what is in it' }],
  };
}

function imageFacts(world: World, id: string): Facts | null {
  const image = world.images.find((one) => one.id === id);
  if (image === undefined) return null;
  const chain = layersUnder(image.top, new Map(world.layers.map((layer) => [layer.id, layer])));
  const users = world.containers.filter(({ imageId }) => imageId === id).map(({ name }) => name);
  const name = image.tags[0] ?? shortId(id);
  return {
    ...{ kind: 'Image', title: imageName(image) },
    sentence: 'The files and settings from which containers are made. It never changes; a container writes elsewhere.',
    facts: [
      { label: 'Size', value: bytesInWords(image.bytes) },
      ...(image.tags.length > 1 ? [{ label: 'Names', value: image.tags.join(', ') }] : []),
      { label: 'Id', value: shortId(id) },
      { label: 'Containers', value: users.length === 0 ? 'none' : users.slice(0, 20).join(', ') },
    ],
    layers: layerList(chain),
    commands: [
      { command: `docker history ${shellWord(name)}`, shows: 'its layers' },
      { command: `docker image inspect ${shellWord(name)}`, shows: 'all of this, as the engine has it' },
    ],
  };
}

function layerFacts(world: World, id: string): Facts | null {
  const layers = new Map(world.layers.map((layer) => [layer.id, layer]));
  const chain = layersUnder(id, layers);
  if (chain.length === 0) return null;
  const owners = world.images.filter(({ top }) => layersUnder(top, layers).some((layer) => layer.id === id));
  const name = owners[0]?.tags[0];
  return {
    ...{ kind: 'Shared layers', title: counted(chain.length, 'layer') },
    sentence: `They lie on the disk once, and ${counted(owners.length, 'image')} are built on them.`,
    facts: [{ label: 'Images', value: owners.map(imageName).slice(0, 20).join(', ') }],
    layers: layerList(chain),
    commands:
      name === undefined ? [] : [{ command: `docker history ${shellWord(name)}`, shows: 'the layers of one of them' }],
  };
}

function layerList(chain: ReturnType<typeof layersUnder>): Fact[] {
  return chain.map(({ digest, bytes, madeBy }) => ({
    label: bytesInWords(bytes),
    value: madeBy === '' ? shortId(digest) : madeBy,
  }));
}

function portFacts(world: World, id: string): Facts | null {
  const port = world.ports.find((one) => one.id === id);
  if (port === undefined) return null;
  const { containerId, containerName, image, privatePort, protocol, hostIp } = port;
  const isLocal = hostIp === '127.0.0.1' || hostIp === '::1';
  return {
    ...{ kind: 'Published port', title: String(port.port), port: port.port },
    sentence: `What comes to port ${port.port} of this machine goes to port ${privatePort} of ${containerName}.`,
    facts: [
      { label: containerId === '' ? 'Service' : 'Container', value: `${containerName} (${image})` },
      { label: 'Protocol', value: protocol },
      { label: 'Open to', value: isLocal ? 'this machine only' : 'everyone who reaches this machine' },
    ],
    commands: [
      ...(containerId === '' ? [] : [{ command: `docker port ${shellWord(containerName)}`, shows: 'its ports' }]),
      ...(protocol === 'tcp' ? [{ command: `curl -sS -i localhost:${port.port}`, shows: 'what answers there' }] : []),
    ],
  };
}
