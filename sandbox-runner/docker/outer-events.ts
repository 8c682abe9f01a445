import type Docker from 'dockerode';
import { z } from 'zod';
import { labels } from './labels.ts';

export interface DeathWatch {
  close(): void;
}

const eventSchema = z.object({ Actor: z.object({ Attributes: z.record(z.string(), z.string()) }) });

/**
 * Follows the engine's `die` events of the instance's containers. Reconnects by itself: what ended while it was away is
 * found by the reaper's regular look at the books.
 */
export function watchDeaths(docker: Docker, instanceKey: string, onDeath: (sandboxId: string) => void): DeathWatch {
  const abort = new AbortController();
  const filters = JSON.stringify({
    type: ['container'],
    event: ['die'],
    label: [`${labels.instance}=${instanceKey}`],
  });

  const follow = async (): Promise<void> => {
    const stream = await docker.getEvents({ filters, abortSignal: abort.signal });
    let rest = '';
    stream.setEncoding('utf8');
    for await (const chunk of stream) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) report(line, onDeath);
    }
  };

  const loop = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      await follow().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 500).unref());
    }
  };
  void loop();
  return { close: () => abort.abort() };
}

function report(line: string, onDeath: (sandboxId: string) => void): void {
  if (line.trim() === '') return;
  const event = eventSchema.safeParse(safeJson(line));
  const sandboxId = event.data?.Actor.Attributes[labels.sandbox];
  if (sandboxId !== undefined) onDeath(sandboxId);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
