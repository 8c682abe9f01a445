import type { IncomingMessage } from 'node:http';
import { AppError } from '../../protocol/errors.ts';

/** The whole body as text. Throws AppError too_large as soon as more than `maxBytes` are announced or have come. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(maxBytes: number): AppError {
  const limit = `${Math.round(maxBytes / 1024)} KiB`;
  return new AppError('too_large', `the body is larger than ${limit}`, { hint: `That is more than ${limit}.` });
}
