import { worldCaps, type World } from '../../protocol/world.ts';
import type { EngineInfo, ListedNode, ListedService, ListedTask } from '../docker/world-schemas.ts';

export interface SwarmLists {
  readonly nodes: readonly ListedNode[];
  readonly services: readonly ListedService[];
  readonly tasks: readonly ListedTask[];
}

export type SwarmView = Pick<World, 'nodes' | 'services' | 'tasks'> & { readonly moreTasks: number };

export const noSwarm: SwarmView = { nodes: [], services: [], tasks: [], moreTasks: 0 };

export function swarmRole({ Swarm }: EngineInfo): World['engine']['swarm'] {
  if (Swarm === null || Swarm === undefined || Swarm.LocalNodeState === 'inactive') return 'none';
  if (Swarm.LocalNodeState === 'locked') return 'locked';
  return Swarm.ControlAvailable ? 'manager' : 'worker';
}

/** The swarm as the picture has it. Of the tasks, first those that are meant to run, then the latest. */
export function swarmView({ nodes, services, tasks }: SwarmLists): SwarmView {
  const rank = (task: ListedTask): number => (task.DesiredState === 'running' ? 0 : 1);
  const ordered = [...tasks].sort((a, b) => rank(a) - rank(b) || (b.UpdatedAt ?? 0) - (a.UpdatedAt ?? 0));
  return {
    nodes: nodes.map((node) => ({
      id: node.ID,
      name: node.Description.Hostname,
      role: node.Spec.Role,
      isLeader: node.ManagerStatus?.Leader ?? false,
      state: node.Status.State,
      availability: node.Spec.Availability,
      address: node.Status.Addr ?? '',
    })),
    services: services.map(({ ID, Spec, Endpoint, ServiceStatus }) => ({
      id: ID,
      name: Spec.Name,
      image: (Spec.TaskTemplate.ContainerSpec?.Image ?? '').replace(/@sha256:.*$/, ''),
      replicas: Spec.Mode?.Replicated === undefined ? null : (Spec.Mode.Replicated.Replicas ?? 0),
      running: ServiceStatus?.RunningTasks ?? 0,
      ports: (Endpoint?.Ports ?? []).flatMap(({ PublishedPort = 0, TargetPort, Protocol }) =>
        PublishedPort === 0 ? [] : [{ port: PublishedPort, privatePort: TargetPort, protocol: Protocol }],
      ),
      stack: Spec.Labels.stack,
    })),
    tasks: ordered.slice(0, worldCaps.tasks).map((task) => ({
      id: task.ID,
      serviceId: task.ServiceID,
      nodeId: task.NodeID ?? '',
      slot: task.Slot ?? 0,
      state: task.Status.State,
      desired: task.DesiredState,
      message: task.Status.Err ?? task.Status.Message ?? '',
      containerId: task.Status.ContainerStatus?.ContainerID ?? '',
      updatedAtMs: task.UpdatedAt ?? 0,
    })),
    moreTasks: Math.max(0, ordered.length - worldCaps.tasks),
  };
}
