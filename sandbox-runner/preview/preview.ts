import { AppError } from '../../protocol/errors.ts';
import type { PortDiagnosis, PublishedPort } from '../../protocol/preview.ts';
import type { Socket } from 'node:net';
import type { InnerEngine } from '../docker/inner-engine.ts';
import type { SandboxHandle } from '../sandbox/sandbox-handle.ts';
import { diagnosePort } from './diagnose.ts';
import { createDial } from './dial.ts';
import { createPortsWatch } from './ports-watch.ts';
import { publishedPorts } from './published-ports.ts';

/** The ports of one sandbox, as previews need them. */
export interface Preview {
  /** What its containers publish now. Throws as InnerEngine does. */
  ports(): Promise<PublishedPort[]>;
  /** As PortsWatch.subscribe. */
  subscribe(listener: (ports: readonly PublishedPort[]) => void): () => void;
  /** A connection to a port of the sandbox's loopback, or of the address that the port is published on. Throws as Dial. */
  connect(port: number): Promise<Socket>;
  diagnose(port: number): Promise<PortDiagnosis>;
  close(): void;
}

const anyAddress = ['0.0.0.0', '::', '', '127.0.0.1'];

export function createPreview(handle: SandboxHandle, engine: InnerEngine): Preview {
  const dial = createDial(handle);
  const watch = createPortsWatch(engine);
  const ports = async (): Promise<PublishedPort[]> => publishedPorts(await engine.containerPorts());
  return {
    ports,
    subscribe: (listener) => watch.subscribe(listener),
    async connect(port) {
      try {
        return await dial('127.0.0.1', port);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'port_closed') throw error;
        // Rare: -p 172.17.0.1:8080:80, or a server of the learner's on ::1 alone.
        const published = (await ports().catch(() => [])).find((p) => p.port === port && p.protocol === 'tcp');
        const other = published === undefined ? '::1' : published.hostIp;
        if (anyAddress.includes(other)) throw error;
        return await dial(other, port).catch(() => {
          throw error;
        });
      }
    },
    diagnose: (port) => diagnosePort(handle, engine, port),
    close: () => watch.close(),
  };
}
