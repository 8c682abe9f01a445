import { z } from 'zod';
import { worldCaps } from '../../protocol/world.ts';
import { bounded, fullId, imageId, plainName, text } from './bounded.ts';

/** What the picture reads of the inner engine's answers: cut and bounded as in bounded.ts. */
const listedContainers = 1000;

/** The first `max` entries of an object. */
function entries<T>(item: z.ZodType<T>, max: number) {
  return z
    .record(z.string(), z.unknown())
    .transform((value) => Object.entries(value).slice(0, max))
    .pipe(z.array(z.tuple([text(256), item])));
}

/** Milliseconds since 1970; null for the engine's year 1, which means never. */
const time = text(40).transform((value) => {
  const ms = Date.parse(value);
  return Number.isFinite(ms) && ms > 0 ? ms : null;
});

const labels = z
  .object({
    'com.docker.compose.project': text(128).optional(),
    'com.docker.compose.service': text(128).optional(),
    'com.docker.stack.namespace': text(128).optional(),
    'com.docker.swarm.service.name': text(128).optional(),
    'com.docker.volume.anonymous': text(8).optional(),
  })
  .nullish()
  .transform((all) => ({
    project: all?.['com.docker.compose.project'] ?? '',
    service: all?.['com.docker.compose.service'] ?? all?.['com.docker.swarm.service.name'] ?? '',
    stack: all?.['com.docker.stack.namespace'] ?? '',
    isAnonymous: all?.['com.docker.volume.anonymous'] !== undefined,
  }));

const portNumber = z.number().int().min(0).max(65535);

export const worldContainersSchema = bounded(
  z.object({
    Id: fullId,
    Names: bounded(text(256), 8)
      .nullish()
      .transform((names) => plainName(names?.find((name) => name.lastIndexOf('/') === 0) ?? '')),
    Image: text(300),
    ImageID: text(128),
    Command: text(300),
    State: text(32),
    Status: text(120),
    Created: z.number(),
    Labels: labels,
    Ports: bounded(
      z.object({ IP: text(64).optional(), PrivatePort: portNumber, PublicPort: portNumber.optional(), Type: text(8) }),
      4 * worldCaps.perContainer,
    ).nullish(),
    HostConfig: z.object({ NetworkMode: text(256).optional() }).nullish(),
    NetworkSettings: z
      .object({ Networks: entries(z.object({ IPAddress: text(64).nullish() }), worldCaps.perContainer).nullish() })
      .nullish(),
    Mounts: bounded(
      z.object({
        Type: text(16),
        Name: text(256).optional(),
        Source: text(400).optional(),
        Destination: text(400),
        RW: z.boolean(),
      }),
      worldCaps.perContainer,
    ).nullish(),
  }),
  listedContainers,
);
export type ListedContainer = z.infer<typeof worldContainersSchema>[number];

export const worldDetailsSchema = z.object({
  RestartCount: z.number().int(),
  State: z.object({
    OOMKilled: z.boolean(),
    Error: text(300),
    StartedAt: time,
    FinishedAt: time,
  }),
  HostConfig: z.object({
    Memory: z.number().nullish(),
    NanoCpus: z.number().nullish(),
    CpuQuota: z.number().nullish(),
    CpuPeriod: z.number().nullish(),
    RestartPolicy: z.object({ Name: text(40) }).nullish(),
  }),
});
export type InspectedContainer = z.infer<typeof worldDetailsSchema>;

export const worldImagesSchema = bounded(
  z.object({
    Id: imageId,
    RepoTags: bounded(text(300), 20)
      .nullish()
      .transform((tags) => (tags ?? []).filter((tag) => !tag.includes('<none>'))),
    Size: z.number(),
    Created: z.number(),
  }),
  500,
);
export type ListedImage = z.infer<typeof worldImagesSchema>[number];

export const imageLayersSchema = z.object({
  RootFS: z.object({ Layers: bounded(text(80), 127).nullish() }),
});

export const imageHistorySchema = bounded(z.object({ CreatedBy: text(400), Size: z.number() }), 300);
export type HistoryEntry = z.infer<typeof imageHistorySchema>[number];

export const worldNetworksSchema = bounded(
  z.object({
    Id: text(128),
    Name: text(256),
    Driver: text(64),
    Scope: text(32),
    Internal: z.boolean(),
    Attachable: z.boolean().nullish(),
    IPAM: z
      .object({
        Config: bounded(z.object({ Subnet: text(64).optional(), Gateway: text(64).optional() }), 8).nullish(),
      })
      .nullish(),
    Labels: labels,
  }),
  300,
);
export type ListedNetwork = z.infer<typeof worldNetworksSchema>[number];

export const worldVolumesSchema = z.object({
  Volumes: bounded(
    z.object({ Name: text(256), Driver: text(64), Mountpoint: text(400), Labels: labels }),
    1000,
  ).nullish(),
});
export type ListedVolume = NonNullable<z.infer<typeof worldVolumesSchema>['Volumes']>[number];

export const engineInfoSchema = z.object({
  Name: text(128),
  ServerVersion: text(40),
  Swarm: z.object({ LocalNodeState: text(32), ControlAvailable: z.boolean() }).nullish(),
});
export type EngineInfo = z.infer<typeof engineInfoSchema>;

export const swarmNodesSchema = bounded(
  z.object({
    ID: text(64),
    Description: z.object({ Hostname: text(256) }),
    Spec: z.object({ Role: z.enum(['manager', 'worker']), Availability: text(32) }),
    Status: z.object({ State: text(32), Addr: text(64).optional() }),
    ManagerStatus: z.object({ Leader: z.boolean().optional() }).nullish(),
  }),
  worldCaps.nodes,
);
export type ListedNode = z.infer<typeof swarmNodesSchema>[number];

export const swarmServicesSchema = bounded(
  z.object({
    ID: text(64),
    Spec: z.object({
      Name: text(256),
      Labels: labels,
      Mode: z.object({ Replicated: z.object({ Replicas: z.number().int().optional() }).optional() }).nullish(),
      TaskTemplate: z.object({ ContainerSpec: z.object({ Image: text(300) }).optional() }),
    }),
    Endpoint: z
      .object({
        Ports: bounded(
          z.object({ Protocol: text(8), TargetPort: portNumber, PublishedPort: portNumber.optional() }),
          worldCaps.perContainer,
        ).nullish(),
      })
      .nullish(),
    ServiceStatus: z.object({ RunningTasks: z.number().int().optional() }).nullish(),
  }),
  worldCaps.services,
);
export type ListedService = z.infer<typeof swarmServicesSchema>[number];

export const swarmTasksSchema = bounded(
  z.object({
    ID: text(64),
    ServiceID: text(64),
    NodeID: text(64).optional(),
    Slot: z.number().int().optional(),
    DesiredState: text(32),
    UpdatedAt: time,
    Status: z.object({
      State: text(32),
      Message: text(300).optional(),
      Err: text(300).optional(),
      ContainerStatus: z.object({ ContainerID: text(64).optional() }).nullish(),
    }),
  }),
  2000,
);
export type ListedTask = z.infer<typeof swarmTasksSchema>[number];
