import { availableParallelism } from 'node:os';
import Docker from 'dockerode';
import type { ExecDetachedOptions, ExecOptions, ExecResult } from '../sandbox/sandbox-handle.ts';
import { engineStatus, fromEngineError, unlessGone } from './docker-errors.ts';
import { execDetachedIn, execIn } from './exec.ts';
import { labels } from './labels.ts';
import { watchDeaths, type DeathWatch } from './outer-events.ts';

/** The engine refuses more CPUs than there are. */
export function nanoCpus(cpus: number): number {
  return Math.round(Math.min(cpus, availableParallelism()) * 1e9);
}

/** One answer of the engine may take this long; 30 sandboxes at once on two cores stay far below. */
const callTimeoutMs = 60_000;

/** What the engine is asked to run; labels and name are added here. */
export type ContainerConfig = Omit<Docker.ContainerCreateOptions, 'name' | 'Labels'>;

export interface ContainerState {
  readonly containerId: string;
  readonly sandboxId: string;
  readonly slot: number;
  readonly running: boolean;
}

/** The outer engine, narrowed to what the runner does with it. Every failure is an AppError. */
export interface OuterEngine {
  ping(): Promise<void>;
  createContainer(name: string, sandbox: { id: string; slot: number }, config: ContainerConfig): Promise<string>;
  /** The host's pid of its init; 0: it has ended. Throws AppError internal. */
  pidOf(containerId: string): Promise<number>;
  /** Starts it; returns the host's pid of its init. Throws AppError internal when it ended at once. */
  startContainer(containerId: string): Promise<number>;
  /** Asks its init to end, and kills it after `graceMs`. */
  stopContainer(containerId: string, graceMs: number): Promise<void>;
  /** Kills and removes it; success if it is gone. */
  removeContainer(containerId: string): Promise<void>;
  setLimits(containerId: string, limits: { memoryBytes: number; cpus: number; pids: number }): Promise<void>;
  /** All containers of this instance, running or not. */
  listContainers(): Promise<ContainerState[]>;
  exec(containerId: string, command: readonly string[], options: ExecOptions): Promise<ExecResult>;
  execDetached(containerId: string, command: readonly string[], options: ExecDetachedOptions): Promise<void>;
  /** Calls `onDeath` with the sandbox's id whenever a container of this instance ends, until closed. */
  watchDeaths(onDeath: (sandboxId: string) => void): DeathWatch;
}

/** A client of the engine at `socketPath` that sees only what bears the label of `instanceKey`. */
export function outerEngine(socketPath: string, instanceKey: string): OuterEngine {
  const docker = new Docker({ socketPath, timeout: callTimeoutMs });
  const streaming = new Docker({ socketPath });
  const filters = JSON.stringify({ label: [`${labels.instance}=${instanceKey}`] });
  const call = async <T>(what: string, promise: Promise<T>): Promise<T> => {
    try {
      return await promise;
    } catch (error) {
      throw fromEngineError(error, what);
    }
  };
  const short = (id: string): string => id.slice(0, 12);

  return {
    async ping() {
      await call('ping the outer engine', docker.ping());
    },
    async createContainer(name, { id, slot }, config) {
      const own = { [labels.instance]: instanceKey, [labels.sandbox]: id, [labels.slot]: String(slot) };
      return (await call(`create container ${name}`, docker.createContainer({ ...config, name, Labels: own }))).id;
    },
    async startContainer(containerId) {
      const container = docker.getContainer(containerId);
      await call(`start container ${short(containerId)}`, unlessGone(container.start()));
      const { State: state } = await call(`inspect container ${short(containerId)}`, container.inspect());
      if (!state.Running || state.Pid <= 0) {
        throw fromEngineError(new Error(`it ended at once with exit code ${state.ExitCode}: ${state.Error}`), 'start');
      }
      return state.Pid;
    },
    async pidOf(containerId) {
      const { State: state } = await call(
        `inspect container ${short(containerId)}`,
        docker.getContainer(containerId).inspect(),
      );
      return state.Pid;
    },
    async stopContainer(containerId, graceMs) {
      const stop = docker.getContainer(containerId).stop({ t: Math.ceil(graceMs / 1000) });
      await call(`stop container ${short(containerId)}`, unlessGone(stop));
    },
    async removeContainer(containerId) {
      const container = docker.getContainer(containerId);
      const remove = container.remove({ force: true, v: true }).catch((error: unknown) => {
        // Somebody else removes it already.
        if (engineStatus(error) === 409) return container.wait({ condition: 'removed' });
        throw error;
      });
      await call(`remove container ${short(containerId)}`, unlessGone(remove));
    },
    async setLimits(containerId, limits) {
      const update = docker.getContainer(containerId).update({
        Memory: limits.memoryBytes,
        MemorySwap: limits.memoryBytes,
        NanoCpus: nanoCpus(limits.cpus),
        PidsLimit: limits.pids,
      });
      await call(`set limits of container ${short(containerId)}`, update);
    },
    async listContainers() {
      const list = await call('list containers', docker.listContainers({ all: true, filters }));
      return list.map((c) => ({
        containerId: c.Id,
        sandboxId: c.Labels[labels.sandbox] ?? '',
        slot: Number(c.Labels[labels.slot] ?? -1),
        running: c.State === 'running' || c.State === 'paused',
      }));
    },
    exec: (containerId, command, options) => execIn(streaming, containerId, command, options),
    execDetached: (containerId, command, options) => execDetachedIn(docker, containerId, command, options),
    watchDeaths: (onDeath) => watchDeaths(streaming, instanceKey, onDeath),
  };
}
