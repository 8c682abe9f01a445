import type { Limits } from '../../protocol/sandbox.ts';
import { nanoCpus, type ContainerConfig } from '../docker/outer-engine.ts';
import type { Ground } from '../host/ground.ts';

export interface ContainerParts {
  readonly ground: Ground;
  readonly volumePath: string;
  readonly networkId: string;
  readonly limits: Limits;
  /** The seccomp profile's JSON. */
  readonly seccomp: string;
}

/** A sandbox's container, as the outer engine is asked for it. What each relaxation is for: docs/architecture.md. */
export function containerConfig({ ground, volumePath, networkId, limits, seccomp }: ContainerParts): ContainerConfig {
  return {
    Image: ground.sandboxImage,
    Hostname: 'slipway',
    Env: [`SLIPWAY_GATEWAY=${ground.gatewayAddress}`],
    HostConfig: {
      Runtime: ground.runtime,
      NetworkMode: networkId,
      Dns: [ground.gatewayAddress],
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
      OomScoreAdj: ground.oomScoreAdj,
      LogConfig: { Type: 'none', Config: {} },
      RestartPolicy: { Name: 'no' },
    },
  };
}
