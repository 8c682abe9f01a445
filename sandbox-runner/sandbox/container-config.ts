import type { Limits } from '../../protocol/sandbox.ts';
import { nanoCpus, type ContainerConfig } from '../docker/outer-engine.ts';
import type { Ground } from '../host/ground.ts';

/**
 * Least, first and most bytes that a connection of the sandbox's own may hold; the kernel's 6 MB add up in previews that
 * nobody reads, and cgroup v1 does not count them as the sandbox's memory.
 */
const tcpBuffers = '4096 65536 524288';

export interface ContainerParts {
  readonly ground: Ground;
  readonly volumePath: string;
  /** The addresses that the nodes of its lease have or would have, first node first. */
  readonly peers: readonly string[];
  readonly hostname: string;
  readonly limits: Limits;
  /** The seccomp profile's JSON. */
  readonly seccomp: string;
}

/** A sandbox's container, as the outer engine is asked for it. What each relaxation is for: docs/architecture.md. */
export function containerConfig(parts: ContainerParts): ContainerConfig {
  const { ground, volumePath, peers, hostname, limits, seccomp } = parts;
  return {
    Image: ground.sandboxImage,
    Hostname: hostname,
    // The runner attaches it to a bridge of its own, host/bridges.ts; the engine's part in it would start the engine's own
    // program twice for each sandbox, a quarter of all that a start takes.
    NetworkDisabled: true,
    Env: [`SLIPWAY_GATEWAY=${ground.gatewayAddress}`, `SLIPWAY_PEERS=${peers.join(' ')}`],
    HostConfig: {
      Runtime: ground.runtime,
      NetworkMode: 'none',
      // All of them count only inside the sandbox's user namespace, which is the wall.
      CapAdd: ['ALL'],
      SecurityOpt: [`seccomp=${seccomp}`, 'apparmor=unconfined'],
      MaskedPaths: [],
      ReadonlyPaths: [],
      ReadonlyRootfs: true,
      Tmpfs: { '/tmp': 'rw,exec,nosuid,nodev,size=256m,mode=1777', '/run': 'rw,exec,nosuid,nodev,size=64m,mode=755' },
      Binds: [`${volumePath}:/.slipway`],
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      NanoCpus: nanoCpus(limits.cpus),
      PidsLimit: limits.pids,
      Sysctls: { 'net.ipv4.tcp_rmem': tcpBuffers, 'net.ipv4.tcp_wmem': tcpBuffers },
      OomScoreAdj: ground.oomScoreAdj,
      LogConfig: { Type: 'none', Config: {} },
      RestartPolicy: { Name: 'no' },
    },
  };
}
