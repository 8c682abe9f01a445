import type { World, WorldContainer, WorldImage, WorldLayer, WorldNetwork } from '../../../protocol/world.ts';

/** For tests: a world with what is given, and the networks that every engine has. */
export function aWorld(parts: Partial<World> = {}): World {
  return {
    engine: { state: 'answering', sentence: '', name: 'slipway', version: '26.1.5', swarm: 'none' },
    more: { containers: [], images: 0, networks: 0, volumes: 0, tasks: 0 },
    ...{ containers: [], ports: [], images: [], layers: [], volumes: [], nodes: [], services: [], tasks: [] },
    networks: [aNetwork('bridge'), aNetwork('host', { driver: 'host' }), aNetwork('none', { driver: 'null' })],
    ...parts,
  };
}

export function aContainer(name: string, parts: Partial<WorldContainer> = {}): WorldContainer {
  return {
    ...{ id: `id-${name}`, name, image: 'busybox', imageId: 'sha256:busybox', command: 'sleep 1000', state: 'running' },
    ...{ exitCode: null, health: 'none', createdAtMs: 1000, ports: [], networkOf: '', mounts: [], project: '' },
    networks: [{ name: 'bridge', address: '172.17.0.2' }],
    ...{ service: '', details: null },
    ...parts,
  };
}

export function aNetwork(name: string, parts: Partial<WorldNetwork> = {}): WorldNetwork {
  return {
    ...{ id: `id-${name}`, name, driver: 'bridge', scope: 'local', subnets: ['172.17.0.0/16'], gateway: '172.17.0.1' },
    ...{ isInternal: false, isAttachable: false, project: '' },
    ...parts,
  };
}

/** An image on top of the layers `chain`, the lowest first, of 10 bytes each. */
export function anImage(name: string, chain: readonly string[]): { image: WorldImage; layers: WorldLayer[] } {
  const layers = chain.map((id, i) => ({
    ...{ id, below: i === 0 ? null : (chain[i - 1] ?? null), digest: `sha256:${id}`, bytes: 10, madeBy: `COPY ${id}` },
  }));
  return {
    image: {
      ...{ id: `sha256:${name}`, tags: [`${name}:latest`], bytes: 10 * chain.length, createdAtMs: 0 },
      top: chain.at(-1) ?? null,
    },
    layers,
  };
}

/** Images with their layers, each layer once. */
export function images(...all: readonly ReturnType<typeof anImage>[]): Pick<World, 'images' | 'layers'> {
  const layers = new Map(all.flatMap((one) => one.layers).map((layer) => [layer.id, layer]));
  return { images: all.map(({ image }) => image), layers: [...layers.values()] };
}
