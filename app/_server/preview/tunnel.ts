import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { AppError } from '../../../protocol/errors.ts';
import { errorBodySchema } from '../../../protocol/parse.ts';
import { tunnelProtocol } from '../../../protocol/preview.ts';
import { authorization } from '../ticket.ts';
import type { PreviewMachine } from './preview-machine.ts';

/** The runner itself gives up after 7 s. */
const answerWithinMs = 10_000;
const maxRefusalBytes = 16 * 1024;

/**
 * Bytes to and from a port of a sandbox. Throws AppError: what the runner said (port_closed, timed_out, quota_exceeded,
 * sandbox_stopped, …) or runner_unreachable. `signal` ends the attempt; the socket is the caller's.
 */
export async function openTunnel(machine: PreviewMachine, port: number, signal: AbortSignal): Promise<Socket> {
  const { runnerUrl, sandboxId, learnerId } = machine;
  const ticket = await authorization({ scope: 'sandbox', sandboxId, learner: learnerId });
  const request = runnerUrl.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const asking = request(`${runnerUrl}/v1/sandboxes/${sandboxId}/tunnel/${port}`, {
      headers: { authorization: ticket, connection: 'Upgrade', upgrade: tunnelProtocol },
      agent: false,
      signal,
    });
    const timer = setTimeout(() => asking.destroy(new Error('no answer')), answerWithinMs);
    asking.on('upgrade', (_answer, socket, head) => {
      clearTimeout(timer);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asking.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
        if (text.length > maxRefusalBytes) answer.destroy();
      });
      answer.on('close', () => {
        clearTimeout(timer);
        reject(refusal(text, answer.statusCode ?? 0));
      });
    });
    asking.on('error', (cause) => {
      clearTimeout(timer);
      reject(
        new AppError('runner_unreachable', `${runnerUrl}: ${cause.message}`, {
          cause,
          hint: 'The service that runs the machines does not answer just now.',
        }),
      );
    });
    asking.end();
  });
}

function refusal(text: string, status: number): AppError {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const body = errorBodySchema.safeParse(value);
  if (!body.success) return new AppError('internal', `the runner refused a tunnel with ${status} and no reason`);
  return new AppError(body.data.error.code, `tunnel: ${body.data.error.code}`, { hint: body.data.error.hint });
}
