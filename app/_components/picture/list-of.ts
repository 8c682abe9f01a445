import type { World } from '../../../protocol/world.ts';
import type { ThingKey } from './changes.ts';
import { bytesInWords, counted, imageName, shortId, stateInWords, taskTone, toneOf, type Tone } from './words.ts';

export interface ListItem {
  readonly key: ThingKey;
  readonly name: string;
  readonly state?: { readonly tone: Tone; readonly words: string };
  readonly about: string;
}

export interface ListGroup {
  readonly title: string;
  readonly count: number;
  readonly items: readonly ListItem[];
  /** What would be here. */
  readonly empty: string;
  /** What is there beyond; empty: nothing. */
  readonly more: string;
}

/** Everything in `world` as groups of items, in the order in which it is read. */
export function listOf(world: World): ListGroup[] {
  const { more } = world;
  const leftOut = more.containers.reduce((sum, { count }) => sum + count, 0);
  const groups = [
    group('Containers', containers(world), {
      empty: 'None yet. A container appears here when you run one: docker run hello-world',
      more: more.containers.map(({ image, state, count }) => `and ${count} more of ${image}, ${state}`).join('; '),
      left: leftOut,
    }),
    group('Published ports', ports(world), { empty: 'None. One opens with docker run -p 8080:80 …' }),
    group('Networks', networks(world), { empty: 'None.', left: more.networks, kind: 'network' }),
    group('Volumes and folders', stores(world), {
      empty: 'None yet. docker volume create data makes one.',
      left: more.volumes,
      kind: 'volume',
    }),
    group('Images', images(world), {
      empty: 'None yet. docker pull brings one, and docker run does when it needs one.',
      left: more.images,
      kind: 'image',
    }),
  ];
  const projects = projectsOf(world);
  if (projects.length > 0) groups.splice(1, 0, group('Compose projects and stacks', projects, { empty: '' }));
  if (world.engine.swarm !== 'none')
    groups.push(
      group('Swarm nodes', nodes(world), { empty: 'Only a manager can list them.' }),
      group('Swarm services', services(world), { empty: 'None yet. docker service create makes one.' }),
      group('Swarm tasks', tasks(world), { empty: 'None.', left: more.tasks, kind: 'task' }),
    );
  return groups;
}

interface GroupWords {
  readonly empty: string;
  readonly more?: string;
  readonly left?: number;
  readonly kind?: string;
}

function group(title: string, items: ListItem[], { empty, more = '', left = 0, kind = '' }: GroupWords): ListGroup {
  const rest = more === '' && left > 0 ? `and ${counted(left, kind)} more` : more;
  return { title, count: items.length + left, items, empty, more: rest };
}

function containers(world: World): ListItem[] {
  return [...world.containers]
    .sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running') || b.createdAtMs - a.createdAtMs)
    .map((c) => {
      const published = c.ports.flatMap(({ port }) => (port === null ? [] : [port]));
      const parts = [
        c.image,
        c.networks.length === 0 ? '' : `on ${c.networks.map(({ name }) => name).join(' and ')}`,
        published.length === 0 ? '' : `${published.length === 1 ? 'port' : 'ports'} ${published.join(', ')}`,
        c.mounts.length === 0 ? '' : counted(c.mounts.length, 'mount'),
      ];
      return {
        ...{ key: `container:${c.id}`, name: c.name },
        state: { tone: toneOf(c), words: stateInWords(c) },
        about: parts.filter((part) => part !== '').join(' · '),
      };
    });
}

function projectsOf({ containers: all }: World): ListItem[] {
  const projects = [...new Set(all.map(({ project }) => project))].filter((project) => project !== '').sort();
  return projects.map((project) => {
    const members = all.filter((c) => c.project === project);
    const up = members.filter(({ state }) => state === 'running').length;
    return {
      key: `section:/${project}`,
      name: project,
      about: `${counted(members.length, 'container')}, ${up} running`,
    };
  });
}

function ports(world: World): ListItem[] {
  return world.ports.map(({ id, port, containerName, privatePort, protocol }) => ({
    ...{ key: `port:${id}`, name: String(port) },
    about: `to port ${privatePort}/${protocol} of ${containerName}`,
  }));
}

function networks({ networks: all, containers: members }: World): ListItem[] {
  return [...all]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name, driver, subnets }) => {
      const on = members.filter((c) => c.networks.some((n) => n.name === name)).length;
      const parts = [driver, subnets[0] ?? '', counted(on, 'container')];
      return { key: `network:${id}`, name, about: parts.filter((part) => part !== '').join(' · ') };
    });
}

function stores(world: World): ListItem[] {
  const users = (test: (mount: World['containers'][number]['mounts'][number]) => boolean): string => {
    const names = world.containers.filter((c) => c.mounts.some(test)).map(({ name }) => name);
    return names.length === 0 ? 'not used' : `used by ${names.slice(0, 10).join(', ')}`;
  };
  const folders = [
    ...new Set(world.containers.flatMap((c) => c.mounts.flatMap((m) => (m.kind === 'bind' ? [m.source] : [])))),
  ];
  return [
    ...[...world.volumes]
      .sort((a, b) => Number(a.isAnonymous) - Number(b.isAnonymous) || a.id.localeCompare(b.id))
      .map<ListItem>(({ id, isAnonymous }) => ({
        ...{ key: `volume:${id}`, name: isAnonymous ? `unnamed ${shortId(id)}` : id },
        about: `volume, ${users((m) => m.volume === id)}`,
      })),
    ...folders.sort().map<ListItem>((source) => ({
      ...{ key: `bind:${source}`, name: source },
      about: `folder, ${users((m) => m.kind === 'bind' && m.source === source)}`,
    })),
  ];
}

function images(world: World): ListItem[] {
  const layers = new Map(world.layers.map((layer) => [layer.id, layer]));
  const count = (top: string | null): number => {
    let found = 0;
    for (let id = top; id !== null && found <= layers.size; id = layers.get(id)?.below ?? null) found += 1;
    return found;
  };
  return [...world.images]
    .sort((a, b) => Number(b.tags.length > 0) - Number(a.tags.length > 0) || imageName(a).localeCompare(imageName(b)))
    .map((image) => ({
      ...{ key: `image:${image.id}`, name: imageName(image) },
      about: [bytesInWords(image.bytes), ...(image.top === null ? [] : [counted(count(image.top), 'layer')])].join(
        ' · ',
      ),
    }));
}

function nodes(world: World): ListItem[] {
  return world.nodes.map(({ id, name, role, isLeader, state, availability }) => ({
    ...{ key: `node:${id}`, name },
    state: { tone: state === 'ready' ? 'good' : 'bad', words: state },
    about: [isLeader ? 'leader' : role, availability].join(' · '),
  }));
}

function services(world: World): ListItem[] {
  return world.services.map(({ id, name, image, replicas, running }) => ({
    ...{ key: `service:${id}`, name },
    about: `${image} · ${replicas === null ? 'one on every node' : `${running} of ${replicas} running`}`,
  }));
}

function tasks(world: World): ListItem[] {
  const names = new Map([...world.services, ...world.nodes].map(({ id, name }) => [id, name]));
  return [...world.tasks]
    .sort((a, b) => a.serviceId.localeCompare(b.serviceId) || a.slot - b.slot || b.updatedAtMs - a.updatedAtMs)
    .map((task) => ({
      ...{
        key: `task:${task.id}`,
        name: `${names.get(task.serviceId) ?? 'a service'}.${task.slot || shortId(task.nodeId)}`,
      },
      state: { tone: taskTone(task), words: task.state },
      about: `on ${names.get(task.nodeId) ?? 'no node yet'}`,
    }));
}
