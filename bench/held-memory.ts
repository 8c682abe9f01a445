import { randomInt } from 'node:crypto';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { waitUntil } from '../sandbox-runner/host/wait-until.ts';

/** Where Node.js opens its inspector on SIGUSR1. */
const inspector = 'http://127.0.0.1:9229';
const withinMs = 10_000;
const lookEveryMs = 50;

const targetsSchema = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const evaluatedSchema = z.object({
  result: z.object({ value: z.object({ heapUsed: z.number(), external: z.number() }) }),
});
const answerSchema = z.object({
  id: z.number(),
  result: z.unknown(),
  error: z.object({ message: z.string() }).optional(),
});

/**
 * What a Node.js process of ours holds, in MB: its objects and buffers, without what is only waiting to be collected. Its
 * resident memory goes up and down by more than a hundred between two collections, which are minutes apart.
 */
export async function heldMb(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await debuggerUrl());
  try {
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    await ask(socket, 'HeapProfiler.collectGarbage');
    const expression = '(({ heapUsed, external }) => ({ heapUsed, external }))(process.memoryUsage())';
    const evaluated = await ask(socket, 'Runtime.evaluate', { expression, returnByValue: true });
    const { heapUsed, external } = evaluatedSchema.parse(evaluated).result.value;
    // The next process wants the same port.
    await ask(socket, 'Runtime.evaluate', { expression: 'void setTimeout(() => process._debugEnd(), 10)' });
    return (heapUsed + external) / 1e6;
  } finally {
    socket.terminate();
    await closed();
  }
}

async function debuggerUrl(): Promise<string> {
  let targets: unknown;
  const isThere = await waitUntil(withinMs, lookEveryMs, async () => (targets = await list()) !== undefined);
  if (!isThere) throw new Error(`no inspector on ${inspector} within ${withinMs} ms`);
  return targetsSchema.parse(targets)[0]?.webSocketDebuggerUrl ?? '';
}

async function closed(): Promise<void> {
  if (await waitUntil(withinMs, lookEveryMs, async () => (await list()) === undefined)) return;
  throw new Error(`the inspector on ${inspector} is still there after ${withinMs} ms`);
}

/** Undefined: nobody is there. */
async function list(): Promise<unknown> {
  const answer = await fetch(`${inspector}/json/list`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
  return answer?.json();
}

async function ask(socket: WebSocket, method: string, params: Record<string, unknown> = {}): Promise<unknown> {
  const id = randomInt(2 ** 31);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${method}: no answer within ${withinMs} ms`)), withinMs);
    const onMessage = (data: Buffer): void => {
      const answer = answerSchema.safeParse(JSON.parse(data.toString()));
      if (!answer.success || answer.data.id !== id) return;
      clearTimeout(timer);
      socket.off('message', onMessage);
      if (answer.data.error === undefined) resolve(answer.data.result);
      else reject(new Error(`${method}: ${answer.data.error.message}`));
    };
    socket.on('message', onMessage);
    socket.send(JSON.stringify({ id, method, params }));
  });
}
