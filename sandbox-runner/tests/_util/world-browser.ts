import { once } from 'node:events';
import { WebSocket } from 'ws';
import { parseJson } from '../../../protocol/parse.ts';
import { worldMessageSchema, type World } from '../../../protocol/world.ts';
import { withChanges } from '../../../protocol/world-changes.ts';
import { until } from './until.ts';

/** What a browser's picture knows: the world as told so far, and how many bytes each message had. */
export interface WorldBrowser {
  readonly world: World | undefined;
  readonly sizes: readonly number[];
  readonly closeCode: number | undefined;
  /** Waits until the world is as `condition` says; gives the world. */
  sees(what: string, condition: (world: World) => boolean, deadlineMs?: number): Promise<World>;
  close(): Promise<void>;
}

/** Takes the text frames of protocol/world.ts, each parsed as a browser does. */
export function worldKeeper(): { readonly take: (text: string) => void; readonly world: () => World | undefined } {
  let world: World | undefined;
  return {
    take(text) {
      const message = parseJson(worldMessageSchema, text, 'a message about the world');
      if (message.type === 'world') world = message.world;
      else if (world === undefined) throw new Error('changes before a world');
      else world = withChanges(world, message.changes);
    },
    world: () => world,
  };
}

export async function worldBrowser(url: string, headers: Record<string, string> = {}): Promise<WorldBrowser> {
  const socket = new WebSocket(url, { headers });
  const keeper = worldKeeper();
  const sizes: number[] = [];
  let closeCode: number | undefined;
  socket.on('message', (data: Buffer) => {
    sizes.push(data.length);
    keeper.take(data.toString());
  });
  socket.on('close', (code) => (closeCode = code));
  await once(socket, 'open');
  return {
    get world() {
      return keeper.world();
    },
    sizes,
    get closeCode() {
      return closeCode;
    },
    sees: (what, condition, deadlineMs) =>
      until(
        what,
        () => {
          const world = keeper.world();
          return world !== undefined && condition(world) ? world : undefined;
        },
        deadlineMs,
      ),
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, 'close');
    },
  };
}
