import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { tunnelProtocol } from '../../../protocol/preview.ts';
import { errorBodySchema } from '../../../protocol/parse.ts';
import type { Sandbox } from '../../../protocol/sandbox.ts';
import { bearer } from './ticket.ts';

/** Opens a tunnel to a port of the sandbox as the site does. Returns its bytes, or the code of the refusal. */
export async function tunnel(runnerPort: number, sandbox: Sandbox, port: number): Promise<Duplex | string> {
  const ticket = await bearer({ scope: 'sandbox', sandboxId: sandbox.id, learner: sandbox.owner });
  return new Promise((resolve, reject) => {
    const asking = request({
      host: '127.0.0.1',
      port: runnerPort,
      path: `/v1/sandboxes/${sandbox.id}/tunnel/${port}`,
      headers: { connection: 'Upgrade', upgrade: tunnelProtocol, ...ticket },
    });
    asking.on('upgrade', (_answer, socket) => {
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
    asking.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve(errorBodySchema.parse(JSON.parse(text)).error.code));
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** Sends `text` into the tunnel and reads until the other side ends, at most `maxBytes`. */
export function converse(socket: Duplex, text: string, maxBytes = 1024 * 1024): Promise<string> {
  return new Promise((resolve) => {
    let got = '';
    socket.setEncoding('latin1');
    const done = (): void => {
      socket.destroy();
      resolve(got);
    };
    socket.on('data', (part: string) => {
      got += part;
      if (got.length >= maxBytes) done();
    });
    socket.on('end', done).on('close', done);
    socket.write(text);
  });
}
