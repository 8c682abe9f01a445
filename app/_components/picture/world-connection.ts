import { errorTable } from '../../../protocol/errors.ts';
import { parseJson } from '../../../protocol/parse.ts';
import { worldMessageSchema, type World } from '../../../protocol/world.ts';
import { withChanges } from '../../../protocol/world-changes.ts';
import { openLasting } from '../socket/lasting-socket.ts';

/** connecting: nothing was shown yet; lost: was shown, and is tried again; ended: the machine is gone. */
export type WorldConnectionState = 'connecting' | 'open' | 'lost' | 'ended';

/**
 * Listens to the world of a lease's machine, and again whenever the connection is lost, until closed. `node`: which of the
 * lease's machines; undefined: the one that every lease has.
 */
export function connectWorld(
  leaseId: string,
  node: string | undefined,
  on: { readonly world: (world: World) => void; readonly state: (state: WorldConnectionState) => void },
): { close(): void } {
  const path = `/ws/leases/${leaseId}/world${node === undefined ? '' : `?node=${encodeURIComponent(node)}`}`;
  let world: World | null = null;
  return openLasting(path, {
    open() {
      world = null;
    },
    message(text) {
      try {
        const message = parseJson(worldMessageSchema, text, 'a message about the world');
        if (message.type === 'world') world = message.world;
        else if (world === null) return false;
        else world = withChanges(world, message.changes);
      } catch {
        return false;
      }
      on.state('open');
      on.world(world);
      return true;
    },
    lost(failures, code) {
      if (code === errorTable.sandbox_stopped.closeCode) on.state('ended');
      // One short break is not worth a word.
      else if (failures > 1) on.state('lost');
    },
  });
}
