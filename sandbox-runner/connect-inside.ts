import { connectInnerEngine, type InnerEngine } from './docker/inner-engine.ts';
import { createGrader } from './grading/grader.ts';
import type { Logger } from './logger.ts';
import type { Inside } from './sandbox/inside.ts';
import type { SandboxHandle } from './sandbox/sandbox-handle.ts';
import { createTerminals, type Terminals } from './terminal/terminals.ts';

export interface ConnectedInside extends Inside {
  /** The terminals of a sandbox that runs. */
  terminals(sandbox: SandboxHandle): Terminals;
}

interface Connection {
  readonly engine: InnerEngine;
  readonly terminals: Terminals;
}

/** Puts together what works inside sandboxes: inner engine, terminals, grading; one set for each, until released. */
export function connectInside(logger: Logger): ConnectedInside {
  const connections = new Map<string, Connection>();
  const connect = (sandbox: SandboxHandle): Connection => {
    let connection = connections.get(sandbox.id);
    if (connection === undefined) {
      const engine = connectInnerEngine(sandbox.volumePath);
      connection = { engine, terminals: createTerminals(sandbox, logger) };
      connections.set(sandbox.id, connection);
    }
    return connection;
  };

  return {
    ping: (sandbox, timeoutMs) => connect(sandbox).engine.ping(timeoutMs),
    runningContainers: (sandbox) => connect(sandbox).engine.runningContainers(),
    startContainer: (sandbox, containerId) => connect(sandbox).engine.startContainer(containerId),
    openMain: (sandbox) => connect(sandbox).terminals.open('main'),
    terminals: (sandbox) => connect(sandbox).terminals,
    lastActivityMs: (sandboxId) => connections.get(sandboxId)?.terminals.lastActivityMs,
    grade: (sandbox, options) => createGrader({ ...options, engine: connect(sandbox).engine, logger }),
    release(sandboxId, reason) {
      connections.get(sandboxId)?.terminals.close(reason);
      connections.delete(sandboxId);
    },
  };
}
