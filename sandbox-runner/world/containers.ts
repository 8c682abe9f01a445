import {
  containerStates,
  worldCaps,
  type PublishedPort,
  type World,
  type WorldContainer,
  type WorldMount,
} from '../../protocol/world.ts';
import type { InspectedContainer, ListedContainer } from '../docker/world-schemas.ts';

const maxLeftOutKinds = 50;
type State = WorldContainer['state'];

/** Those of `list` that are shown, in order of importance: what runs, then the newest. And the rest, counted. */
export function chooseContainers(list: readonly ListedContainer[]): {
  shown: ListedContainer[];
  leftOut: World['more']['containers'];
} {
  const isUp = (c: ListedContainer): number => (c.State === 'running' || c.State === 'restarting' ? 0 : 1);
  const ordered = [...list].sort((a, b) => isUp(a) - isUp(b) || b.Created - a.Created || (a.Id < b.Id ? -1 : 1));
  const counts = new Map<string, World['more']['containers'][number]>();
  for (const c of ordered.slice(worldCaps.containers)) {
    const state = stateOf(c.State);
    const known = counts.get(`${state} ${c.Image}`);
    counts.set(`${state} ${c.Image}`, { image: c.Image, state, count: (known?.count ?? 0) + 1 });
  }
  return { shown: ordered.slice(0, worldCaps.containers), leftOut: [...counts.values()].slice(0, maxLeftOutKinds) };
}

/** A container as the picture has it. `details`: undefined when they were not read. */
export function worldContainer(c: ListedContainer, details: InspectedContainer | undefined): WorldContainer {
  const mode = c.HostConfig?.NetworkMode ?? '';
  return {
    id: c.Id,
    name: c.Names === '' ? c.Id.slice(0, 12) : c.Names,
    image: c.Image,
    imageId: c.ImageID,
    command: c.Command,
    state: stateOf(c.State),
    exitCode: exitCodeOf(c.Status),
    health: healthOf(c.Status),
    createdAtMs: c.Created * 1000,
    ports: portsOf(c),
    networks: networksOf(c, mode === 'default' ? 'bridge' : mode),
    networkOf: mode.startsWith('container:') ? mode.slice('container:'.length) : '',
    // The engine keeps them in a map, and lists them in any order.
    mounts: (c.Mounts ?? []).map(mountOf).sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0)),
    project: c.Labels.project === '' ? c.Labels.stack : c.Labels.project,
    service: c.Labels.service,
    details: details === undefined ? null : detailsOf(details),
  };
}

/** One entry for each port of the machine, whether it is bound for IPv4, IPv6 or both. */
export function publishedPorts(containers: readonly WorldContainer[], services: World['services']): PublishedPort[] {
  const found = new Map<string, PublishedPort>();
  const add = (port: PublishedPort): void => {
    if (!found.has(port.id)) found.set(port.id, port);
  };
  for (const c of containers)
    for (const p of c.ports)
      if (p.port !== null)
        add({
          ...{ id: `${p.port}/${p.protocol}`, port: p.port, protocol: p.protocol, hostIp: p.hostIp },
          ...{ privatePort: p.privatePort, containerId: c.id, containerName: c.name, image: c.image },
        });
  // A swarm answers on these by itself; no one container has them.
  for (const s of services)
    for (const p of s.ports)
      add({
        ...{ id: `${p.port}/${p.protocol}`, port: p.port, protocol: p.protocol, hostIp: '0.0.0.0' },
        ...{ privatePort: p.privatePort, containerId: '', containerName: s.name, image: s.image },
      });
  return [...found.values()].sort((a, b) => a.port - b.port || (a.id < b.id ? -1 : 1));
}

function stateOf(state: string): State {
  return containerStates.find((known) => known === state) ?? 'unknown';
}

/** `Exited (137) 2 minutes ago` */
function exitCodeOf(status: string): number | null {
  const [, code] = /^(?:Exited|Restarting) \((-?\d{1,10})\)/.exec(status) ?? [];
  return code === undefined ? null : Number(code);
}

/** `Up 3 minutes (healthy)`, `Up 2 seconds (health: starting)` */
function healthOf(status: string): WorldContainer['health'] {
  if (status.endsWith('(healthy)')) return 'healthy';
  if (status.endsWith('(unhealthy)')) return 'unhealthy';
  return status.endsWith('(health: starting)') ? 'starting' : 'none';
}

function portsOf(c: ListedContainer): WorldContainer['ports'] {
  const ports = new Map<string, WorldContainer['ports'][number]>();
  for (const { IP = '', PrivatePort, PublicPort, Type } of c.Ports ?? []) {
    const port = PublicPort === undefined || PublicPort === 0 ? null : PublicPort;
    const id = `${port ?? ''}>${PrivatePort}/${Type}`;
    if (!ports.has(id)) ports.set(id, { port, protocol: Type, hostIp: IP, privatePort: PrivatePort });
  }
  return [...ports.values()]
    .sort((a, b) => a.privatePort - b.privatePort || (a.port ?? 0) - (b.port ?? 0))
    .slice(0, worldCaps.perContainer);
}

function networksOf(c: ListedContainer, madeIn: string): WorldContainer['networks'] {
  const rank = (name: string): number => (name === madeIn ? 0 : name === 'ingress' ? 2 : 1);
  return (c.NetworkSettings?.Networks ?? [])
    .map(([name, { IPAddress }]) => ({ name, address: IPAddress ?? '' }))
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

function mountOf(m: NonNullable<ListedContainer['Mounts']>[number]): WorldMount {
  const kind = m.Type === 'volume' || m.Type === 'bind' || m.Type === 'tmpfs' ? m.Type : 'other';
  return {
    ...{ kind, target: m.Destination, isWritable: m.RW, source: m.Source ?? '' },
    volume: kind === 'volume' ? (m.Name ?? '') : '',
  };
}

function detailsOf({ State, HostConfig, RestartCount }: InspectedContainer): WorldContainer['details'] {
  const { NanoCpus, CpuQuota, CpuPeriod, Memory, RestartPolicy } = HostConfig;
  const quota = (CpuQuota ?? 0) > 0 ? (CpuQuota ?? 0) / ((CpuPeriod ?? 0) > 0 ? (CpuPeriod ?? 1) : 100_000) : null;
  return {
    wasOomKilled: State.OOMKilled,
    error: State.Error,
    startedAtMs: State.StartedAt,
    finishedAtMs: State.FinishedAt,
    restarts: RestartCount,
    restartPolicy: RestartPolicy?.Name ?? '',
    memoryBytes: (Memory ?? 0) > 0 ? (Memory ?? null) : null,
    cpus: (NanoCpus ?? 0) > 0 ? (NanoCpus ?? 0) / 1e9 : quota,
  };
}
