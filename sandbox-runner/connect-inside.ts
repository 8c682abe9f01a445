import type { NodeName } from '../protocol/node.ts';
import { connectInnerEngine, type InnerEngine } from './docker/inner-engine.ts';
import { connectInnerExport, type InnerExport } from './docker/inner-export.ts';
import { connectInnerWorld } from './docker/inner-world.ts';
import { homeOf } from './files/home.ts';
import { createGrader } from './grading/grader.ts';
import type { Machine } from './grading/machine-watch.ts';
import { createProber } from './grading/probes/prober.ts';
import type { Logger } from './logger.ts';
import { createDial } from './preview/dial.ts';
import { createPreview, type Preview } from './preview/preview.ts';
import type { Inside } from './sandbox/inside.ts';
import type { SandboxHandle } from './sandbox/sandbox-handle.ts';
import { createTerminals, type Terminals } from './terminal/terminals.ts';
import { typeStep } from './terminal/type-step.ts';
import { worldWatch, type WorldWatch } from './world/world-watch.ts';

export interface ConnectedInside extends Inside {
  /** The terminals of a sandbox that runs. */
  terminals(sandbox: SandboxHandle): Terminals;
  /** All that is in its engine, for who looks on. */
  world(sandbox: SandboxHandle): WorldWatch;
  /** What its engine has, for an export. */
  exported(sandbox: SandboxHandle): InnerExport;
  /** The ports of a sandbox that runs. */
  preview(sandbox: SandboxHandle): Preview;
}

interface Connection {
  readonly engine: InnerEngine;
  readonly machine: Machine;
  readonly terminals: Terminals;
  readonly world: WorldWatch;
  readonly preview: Preview;
}

/** What the sandboxes' root is on this host. */
interface MappedRoot {
  readonly uid: number;
  readonly gid: number;
}

/** Puts together what works inside sandboxes: inner engine, terminals, grading; one set for each, until released. */
export function connectInside(logger: Logger, mappedRoot: MappedRoot): ConnectedInside {
  const connections = new Map<string, Connection>();
  const connect = (sandbox: SandboxHandle): Connection => {
    let connection = connections.get(sandbox.id);
    if (connection === undefined) {
      const engine = connectInnerEngine(sandbox.volumePath);
      const world = worldWatch(connectInnerWorld(sandbox.volumePath), logger);
      const preview = createPreview(sandbox, engine);
      const machine = machineOf(sandbox, engine, preview, mappedRoot);
      connection = { engine, machine, terminals: createTerminals(sandbox, logger), world, preview };
      connections.set(sandbox.id, connection);
    }
    return connection;
  };

  return {
    ping: (sandbox, timeoutMs) => connect(sandbox).engine.ping(timeoutMs),
    runningContainers: (sandbox) => connect(sandbox).engine.runningContainers(),
    startContainer: (sandbox, containerId) => connect(sandbox).engine.startContainer(containerId),
    openMain: (sandbox) => connect(sandbox).terminals.open('main'),
    typeStep: (sandbox, typed, options) => typeStep(connect(sandbox).terminals, typed, options),
    terminals: (sandbox) => connect(sandbox).terminals,
    world: (sandbox) => connect(sandbox).world,
    exported: (sandbox) => connectInnerExport(sandbox.volumePath),
    preview: (sandbox) => connect(sandbox).preview,
    lastActivityMs: (sandboxId) => connections.get(sandboxId)?.terminals.lastActivityMs,
    grade(sandbox, { others = () => new Map(), ...options }) {
      const handles = (): (readonly [NodeName, SandboxHandle])[] => [['main', sandbox], ...others()];
      return createGrader({
        ...options,
        logger,
        machines: () => new Map(handles().map(([node, handle]) => [node, connect(handle).machine])),
        lastActivityMs: () => {
          const known = handles().map(([, { id }]) => connections.get(id)?.terminals.lastActivityMs ?? 0);
          return Math.max(...known);
        },
      });
    },
    release(sandboxId, reason) {
      connections.get(sandboxId)?.terminals.close(reason);
      connections.get(sandboxId)?.world.close();
      connections.get(sandboxId)?.preview.close();
      connections.delete(sandboxId);
    },
  };
}

function machineOf(sandbox: SandboxHandle, engine: InnerEngine, preview: Preview, mappedRoot: MappedRoot): Machine {
  const dial = createDial(sandbox);
  return {
    engine,
    prober: (expectRead) =>
      createProber({
        ...{ handle: sandbox, engine, expectRead, home: homeOf(sandbox, mappedRoot) },
        connect: (address, port) => (address === 'localhost' ? preview.connect(port) : dial(address, port)),
      }),
  };
}
