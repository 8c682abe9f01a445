import type { PortDiagnosis, PortHolder } from '../../protocol/preview.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import type { ContainerPorts, PortDetails } from '../docker/port-schemas.ts';
import type { SandboxHandle } from '../sandbox/sandbox-handle.ts';
import { readListeners, type Listener } from './listeners.ts';
import { publishedPorts } from './published-ports.ts';

/** Stopped containers that are asked what they would publish, newest first. */
const maxStoppedLooks = 12;
const maxOthers = 10;
const maxUnpublished = 5;
const readWithinMs = 3000;

type Facts = Pick<PortDiagnosis, 'holder' | 'isOtherProtocol' | 'listens' | 'otherListeners'>;
const noFacts: Facts = { holder: null, isOtherProtocol: false, listens: null, otherListeners: [] };

/** Finds out, with the engine and in the container, who should answer on `port` of the sandbox. Never throws. */
export async function diagnosePort(handle: SandboxHandle, engine: InnerEngine, port: number): Promise<PortDiagnosis> {
  let containers: ContainerPorts[];
  try {
    containers = await engine.containerPorts();
  } catch {
    return { port, hasEngine: false, ...noFacts, published: [], unpublished: [] };
  }
  const isRunning = (state: string): boolean => state === 'running' || state === 'paused';
  const running = containers.filter(({ state }) => isRunning(state));
  const stopped = containers.filter(({ state }) => !isRunning(state));
  const facts = (await factsOfRunning(handle, engine, running, port)) ?? (await factsOfStopped(engine, stopped, port));
  return {
    port,
    hasEngine: true,
    ...(facts ?? noFacts),
    published: publishedPorts(containers),
    unpublished: running
      .filter(({ ports }) => ports.length > 0 && ports.every(({ publicPort }) => publicPort === 0))
      .flatMap(({ name, ports: [first] }) =>
        first === undefined || first.privatePort === 0 ? [] : [{ container: name, privatePort: first.privatePort }],
      )
      .slice(0, maxUnpublished),
  };
}

async function factsOfRunning(
  handle: SandboxHandle,
  engine: InnerEngine,
  running: readonly ContainerPorts[],
  port: number,
): Promise<Facts | undefined> {
  const all = running.flatMap((container) => container.ports.map((mapping) => ({ container, mapping })));
  const here = all.filter(({ mapping }) => mapping.publicPort === port);
  const tcp = here.find(({ mapping }) => mapping.protocol === 'tcp') ?? here[0];
  if (tcp === undefined) return undefined;
  const { container, mapping } = tcp;
  const holder = holderOf(container, mapping.privatePort, container.state, null);
  const isOtherProtocol = mapping.protocol !== 'tcp';
  const listeners = isOtherProtocol ? undefined : await listenersOf(handle, engine, container.id);
  if (listeners === undefined) return { ...noFacts, holder, isOtherProtocol };
  return {
    holder,
    isOtherProtocol,
    listens: listeners.find((listener) => listener.port === mapping.privatePort)?.reach ?? 'nowhere',
    otherListeners: listeners
      .filter((listener) => listener.reach === 'everywhere' && listener.port !== mapping.privatePort)
      .map((listener) => listener.port)
      .slice(0, maxOthers),
  };
}

async function factsOfStopped(
  engine: InnerEngine,
  stopped: readonly ContainerPorts[],
  port: number,
): Promise<Facts | undefined> {
  for (const container of stopped.slice(0, maxStoppedLooks)) {
    const details = await engine.inspectPorts(container.id).catch(() => undefined);
    const binding = details?.bindings.find((b) => b.port === port && b.protocol === 'tcp');
    if (details === undefined || binding === undefined) continue;
    return { ...noFacts, holder: holderOf(container, binding.privatePort, details.state, details.exitCode) };
  }
  return undefined;
}

/** What listens in the network of a running container; undefined: that can't be read. */
async function listenersOf(
  handle: SandboxHandle,
  engine: InnerEngine,
  containerId: string,
): Promise<Listener[] | undefined> {
  try {
    const { pid }: PortDetails = await engine.inspectPorts(containerId);
    if (pid === 0) return undefined;
    // Also in a container whose image has no shell: the sandbox's own /proc shows every network in it.
    const files = ['tcp', 'tcp6'].map((name) => `/proc/${pid}/net/${name}`);
    const { stdout } = await handle.exec(['cat', ...files], { user: '0:0', timeoutMs: readWithinMs });
    return stdout.includes('local_address') ? readListeners(stdout) : undefined;
  } catch {
    return undefined;
  }
}

function holderOf(
  { name, image }: ContainerPorts,
  privatePort: number,
  state: string,
  exitCode: number | null,
): PortHolder {
  return { container: name, image, state, exitCode, privatePort: Math.max(privatePort, 1) };
}
