import { z } from 'zod';
import { bounded, text } from './bounded.ts';

/** What is asked of the engine as a whole, and whether it is in a swarm. */
export const engineFactsSchema = z
  .object({
    ServerVersion: text(40).nullish(),
    Driver: text(40).nullish(),
    OperatingSystem: text(100).nullish(),
    KernelVersion: text(100).nullish(),
    Swarm: z.object({ LocalNodeState: text(32).nullish(), ControlAvailable: z.boolean().nullish() }).nullish(),
  })
  .transform((info) => ({
    version: info.ServerVersion ?? '',
    storageDriver: info.Driver ?? '',
    operatingSystem: info.OperatingSystem ?? '',
    kernel: info.KernelVersion ?? '',
    isInSwarm: info.Swarm?.LocalNodeState === 'active',
    isManager: info.Swarm?.ControlAvailable ?? false,
  }));
export type EngineFacts = z.infer<typeof engineFactsSchema>;

export const nodeListSchema = bounded(
  z
    .object({
      ID: text(64),
      Description: z.object({ Hostname: text(256).nullish() }).nullish(),
      Spec: z.object({ Role: text(16), Availability: text(16) }),
      Status: z.object({ State: text(16) }),
    })
    .transform((node) => ({
      id: node.ID,
      name: node.Description?.Hostname ?? '',
      role: node.Spec.Role,
      availability: node.Spec.Availability,
      state: node.Status.State,
    })),
  100,
);
export type NodeFacts = z.infer<typeof nodeListSchema>[number];

const whole = z.number().int().nullish();

export const serviceListSchema = bounded(
  z
    .object({
      ID: text(64),
      Spec: z.object({
        Name: text(256),
        Mode: z.object({ Replicated: z.object({ Replicas: whole }).nullish() }).nullish(),
        TaskTemplate: z.object({
          ContainerSpec: z.object({ Image: text(512).nullish() }).nullish(),
          Networks: bounded(z.object({ Target: text(256).nullish() }), 20).nullish(),
        }),
      }),
      Endpoint: z.object({ Ports: bounded(z.object({ PublishedPort: whole }), 20).nullish() }).nullish(),
      UpdateStatus: z.object({ State: text(32).nullish() }).nullish(),
    })
    .transform((service) => ({
      id: service.ID,
      name: service.Spec.Name,
      /** Without the digest that the engine adds. */
      image: (service.Spec.TaskTemplate.ContainerSpec?.Image ?? '').split('@')[0] ?? '',
      isGlobal: service.Spec.Mode?.Replicated == null,
      replicas: service.Spec.Mode?.Replicated?.Replicas ?? 0,
      publishes: (service.Endpoint?.Ports ?? []).flatMap(({ PublishedPort }) => PublishedPort ?? []),
      /** Ids. */
      networks: (service.Spec.TaskTemplate.Networks ?? []).flatMap(({ Target }) => Target ?? []),
      update: service.UpdateStatus?.State ?? '',
    })),
  200,
);
export type ServiceFacts = z.infer<typeof serviceListSchema>[number];

export const taskListSchema = bounded(
  z
    .object({
      ServiceID: text(64).nullish(),
      NodeID: text(64).nullish(),
      DesiredState: text(16),
      Status: z.object({ State: text(16), Err: text(300).nullish() }),
    })
    .transform((task) => ({
      serviceId: task.ServiceID ?? '',
      nodeId: task.NodeID ?? '',
      desired: task.DesiredState,
      state: task.Status.State,
      error: task.Status.Err ?? '',
    })),
  2000,
);
export type TaskFacts = z.infer<typeof taskListSchema>[number];
