import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A sandbox's volume in which anything may sit where the engine's socket should be. */
export interface FakeVolume extends AsyncDisposable {
  readonly path: string;
  readonly socketPath: string;
  /** How many connections came. */
  readonly connections: number;
  /** How much of what was served was taken, or lies in a socket: of all connections, in bytes. */
  readonly bytesTaken: number;
}

/** `serve` gets each connection; undefined: no socket is made. */
export async function fakeVolume(serve?: (socket: Socket, request: string) => unknown): Promise<FakeVolume> {
  const path = await mkdtemp(join(tmpdir(), 'slipway-volume-'));
  await mkdir(join(path, 'ipc'));
  const socketPath = join(path, 'ipc', 'docker.sock');
  const open = new Set<Socket>();
  let connections = 0;
  let bytesOfClosed = 0;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      bytesOfClosed += taken(socket);
    });
    socket.once('data', (data) => serve?.(socket, data.toString()));
  });
  if (serve !== undefined) await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    path,
    socketPath,
    get connections() {
      return connections;
    },
    get bytesTaken() {
      return [...open].reduce((sum, socket) => sum + taken(socket), bytesOfClosed);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

const taken = (socket: Socket): number => socket.bytesWritten - socket.writableLength;

/** Sends `bytes` again and again, as fast as they are taken. */
export function flood(socket: Socket, bytes: string): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(bytes));
    if (!socket.destroyed) socket.once('drain', () => setImmediate(more));
  };
  more();
}

export function makeFifo(path: string): void {
  execFileSync('mkfifo', [path]);
}

/** A whole HTTP answer. */
export function answer(body: string, status = '200 OK'): string {
  return `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\ncontent-type: application/json\r\n\r\n${body}`;
}
