import { request } from 'node:http';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { program } from '../sandbox-runner/host/command.ts';

/**
 * Starts `command` as learner, in a terminal, in the container `id` of the engine behind `socketPath`: what `docker exec -it` does,
 * without what the command itself costs. Gives the connection to it.
 */
export async function openExec(socketPath: string, id: string, command: readonly string[]): Promise<Socket> {
  const created = await post(socketPath, `/v1.41/containers/${id}/exec`, {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    User: 'learner',
    WorkingDir: '/home/learner',
    Env: ['TERM=xterm-256color'],
    Cmd: command,
  });
  const { Id } = z.object({ Id: z.string() }).parse(JSON.parse(created));
  return upgrade(socketPath, `/v1.41/exec/${Id}/start`);
}

/** The command that does the same, `-it`, or `-t` without a keyboard: a program and its arguments. */
export function dockerExec(
  socketPath: string,
  id: string,
  command: readonly string[],
  flags: '-it' | '-t' = '-it',
): [string, ...string[]] {
  const exec = ['exec', flags, '-u', 'learner', '-w', '/home/learner', '-e', 'TERM=xterm-256color', id, ...command];
  return [program('docker'), '-H', `unix://${socketPath}`, ...exec];
}

/** The id of the container that the runner labelled with this sandbox. */
export async function containerOf(socketPath: string, sandboxId: string): Promise<string> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`slipway.sandbox=${sandboxId}`] }));
  const list = z
    .array(z.object({ Id: z.string() }))
    .parse(JSON.parse(await get(socketPath, `/v1.41/containers/json?filters=${filters}`)));
  const first = list[0];
  if (first === undefined) throw new Error(`no container is labelled slipway.sandbox=${sandboxId}`);
  return first.Id;
}

const get = (socketPath: string, path: string): Promise<string> => send(socketPath, 'GET', path);
const post = (socketPath: string, path: string, body: unknown): Promise<string> =>
  send(socketPath, 'POST', path, JSON.stringify(body));

function send(socketPath: string, method: string, path: string, body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        socketPath,
        method,
        path,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if ((answer.statusCode ?? 500) < 300) resolve(text);
          else reject(new Error(`${method} ${path}: ${text}`));
        });
      },
    );
    call.once('error', reject);
    call.end(body);
  });
}

function upgrade(socketPath: string, path: string): Promise<Socket> {
  const body = JSON.stringify({ Detach: false, Tty: true });
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      connection: 'Upgrade',
      upgrade: 'tcp',
    };
    const call = request({ socketPath, method: 'POST', path, headers });
    call.once('upgrade', (_answer, socket, head) => {
      socket.unshift(head);
      resolve(socket);
    });
    call.once('response', (answer) => {
      call.destroy();
      reject(new Error(`${path}: the engine answered ${answer.statusCode ?? 0}`));
    });
    call.once('error', reject);
    call.end(body);
  });
}
