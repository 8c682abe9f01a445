import { request } from 'node:http';
import { AppError } from '../../protocol/errors.ts';

const maxAnswerBytes = 256 * 1024;

/** One GET over a unix socket: status and text. Throws engine_unreachable, also when nothing has come in `timeoutMs`. */
export function getOverSocket(
  socketPath: string,
  path: string,
  timeoutMs = 2000,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void =>
      reject(
        new AppError('engine_unreachable', `nothing answers GET ${path} on ${socketPath}: ${cause.message}`, { cause }),
      );
    const call = request({ socketPath, path, agent: false, signal: AbortSignal.timeout(timeoutMs) }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > maxAnswerBytes) answer.destroy(new Error('the answer is too long'));
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      answer.on('error', fail);
    });
    call.on('error', fail);
    call.end();
  });
}
