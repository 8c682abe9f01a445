/**
 * How much output may go to a viewer before it has acknowledged what it got. Positions count output bytes as in
 * protocol/terminal.ts.
 */
export interface AckWindow {
  /** Takes pieces from the front of `bytes` that may go now; the rest waits for acknowledgements. */
  take(bytes: Buffer): { readonly now: Buffer; readonly later: Buffer };
  /** False: it acknowledges what was never sent. */
  acknowledge(position: number): boolean;
  /** The position after the last byte that was taken. */
  readonly sent: number;
}

export function createAckWindow(from: number, windowBytes: number): AckWindow {
  let sent = from;
  let acknowledged = from;
  return {
    take(bytes) {
      const room = Math.max(0, windowBytes - (sent - acknowledged));
      const now = bytes.subarray(0, room);
      sent += now.length;
      return { now, later: bytes.subarray(now.length) };
    },
    acknowledge(position) {
      if (position > sent) return false;
      acknowledged = Math.max(acknowledged, position);
      return true;
    },
    get sent() {
      return sent;
    },
  };
}
