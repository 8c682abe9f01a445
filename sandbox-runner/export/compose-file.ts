import { stringify } from 'yaml';
import type { DescribedContainer, DescribedImage } from '../docker/export-schemas.ts';
import { learnerHome } from '../sandbox/sandbox-handle.ts';

/** A container that runs, and the image that it was made from; undefined: the image could not be read. */
export interface ToCompose {
  readonly container: DescribedContainer;
  readonly image: DescribedImage | undefined;
}

const ownNetworks = ['bridge', 'host', 'none', 'default'];

/**
 * A Compose file with which the containers run again, as far as their engine tells: what they have from their image is
 * left out. Mounts of folders in the learner's home become paths in `files/` beside it.
 */
export function composeFile(containers: readonly ToCompose[]): string {
  const services: Record<string, unknown> = {};
  const networks = new Set<string>();
  const volumes = new Set<string>();
  for (const one of containers) {
    const { container } = one;
    let name = serviceName(container);
    while (Object.hasOwn(services, name)) name += '-2';
    services[name] = service(one);
    for (const network of userNetworks(container)) networks.add(network);
    for (const { type, name: volume } of container.mounts)
      if (type === 'volume' && !isAnonymous(volume)) volumes.add(volume);
  }
  const named = (names: ReadonlySet<string>): Record<string, unknown> | undefined =>
    names.size === 0 ? undefined : Object.fromEntries([...names].map((name) => [key(name), { name }]));
  return stringify({ services, networks: named(networks), volumes: named(volumes) }, { lineWidth: 0 });
}

function service({ container: c, image }: ToCompose): Record<string, unknown> {
  const fromImage = new Set(image?.env);
  const environment = c.env.filter((pair) => !fromImage.has(pair));
  const isSame = (a: readonly string[], b: readonly string[] = []): boolean => JSON.stringify(a) === JSON.stringify(b);
  const list = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);
  const networks = userNetworks(c);
  return withoutUndefined({
    image: c.image,
    container_name: c.service === '' ? c.name : undefined,
    entrypoint: isSame(c.entrypoint, image?.entrypoint) ? undefined : list(c.entrypoint.map(literal)),
    command: isSame(c.command, image?.command) ? undefined : list(c.command.map(literal)),
    environment: list(environment.map(literal)),
    working_dir: c.workingDir === image?.workingDir ? undefined : orNothing(c.workingDir),
    user: c.user === image?.user ? undefined : orNothing(c.user),
    ports: list(c.ports.map(portOf)),
    volumes: list(c.mounts.flatMap(mountOf)),
    networks: list(networks.map(key)),
    network_mode: networks.length === 0 && ['host', 'none'].includes(c.networkMode) ? c.networkMode : undefined,
    restart: restartOf(c),
    mem_limit: c.memoryBytes > 0 ? c.memoryBytes : undefined,
    cpus: c.nanoCpus > 0 ? c.nanoCpus / 1e9 : undefined,
    tty: c.hasTty || undefined,
    stdin_open: c.isInteractive || undefined,
    privileged: c.isPrivileged || undefined,
    read_only: c.isReadOnly || undefined,
  });
}

function serviceName({ service: name, name: container, id }: DescribedContainer): string {
  return key(name === '' ? container : name) || id.slice(0, 12);
}

/** A name as Compose takes it for a key. */
function key(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9._-]/g, '-').replace(/^[^a-zA-Z0-9]+/, '');
}

function userNetworks({ networks }: DescribedContainer): string[] {
  return networks.filter((name) => !ownNetworks.includes(name));
}

function portOf({ port, protocol, hostIp, hostPort }: DescribedContainer['ports'][number]): string {
  const ip = hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::' ? '' : `${hostIp}:`;
  const host = hostPort === '' || hostPort === '0' ? '' : `${hostPort}:`;
  // With an address and no port, Compose wants the place of the port kept.
  const before = ip !== '' && host === '' ? `${ip}:` : `${ip}${host}`;
  return `${before}${port}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

function mountOf({ type, name, source, destination, isWritable }: DescribedContainer['mounts'][number]): string[] {
  const mode = isWritable ? '' : ':ro';
  if (type === 'volume') return [isAnonymous(name) ? destination : `${key(name)}:${literal(destination)}${mode}`];
  if (type !== 'bind') return [];
  const isAtHome = source === learnerHome || source.startsWith(`${learnerHome}/`);
  const from = isAtHome ? `./files${source.slice(learnerHome.length)}` : source;
  return [`${literal(from)}:${literal(destination)}${mode}`];
}

/** One that the engine made and named. */
function isAnonymous(name: string): boolean {
  return name === '' || /^[0-9a-f]{64}$/.test(name);
}

function restartOf({ restart, restartTries }: DescribedContainer): string | undefined {
  if (restart === '' || restart === 'no') return undefined;
  return restart === 'on-failure' && restartTries > 0 ? `on-failure:${restartTries}` : restart;
}

/** Compose would put variables of its own in the place of `$NAME`. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function orNothing(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
