import type { IncomingMessage } from 'node:http';
import { garbage } from './inner-garbage.ts';

const pausedAboveBytes = 64 * 1024;
/** Of the transfer encoding. The engine sends one for each thing it has to say; a byte in each would cost us a call for each. */
const maxPiecesPerSecond = 10_000;

/** The body's bytes as they come; unread, at most some 128 KiB wait here. Throws engine_garbage when they come in crumbs. */
export async function* readBody(answer: IncomingMessage, path: string): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let pieces = 0;
  let secondBegan = Date.now();
  const end: { isReached: boolean; error: Error | undefined } = { isReached: false, error: undefined };
  let wake: () => void = () => undefined;

  answer.on('data', (chunk: Buffer) => {
    const now = Date.now();
    if (now - secondBegan > 1000) [pieces, secondBegan] = [0, now];
    pieces += 1;
    if (pieces > maxPiecesPerSecond) answer.destroy(garbage(path, 'a body in crumbs'));
    waiting.push(chunk);
    waitingBytes += chunk.length;
    if (waitingBytes > pausedAboveBytes) answer.pause();
    wake();
  });
  answer.on('error', (cause) => {
    end.error = cause;
    wake();
  });
  answer.on('end', () => (end.isReached = true));
  answer.on('close', () => {
    if (!end.isReached) end.error ??= new Error('closed before its end');
    wake();
  });

  for (;;) {
    const now = waiting;
    if (now.length > 0) {
      waiting = [];
      waitingBytes = 0;
      answer.resume();
      yield now.length === 1 && now[0] !== undefined ? now[0] : Buffer.concat(now);
      continue;
    }
    if (end.isReached) return;
    if (end.error !== undefined) throw end.error;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}
