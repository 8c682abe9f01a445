import { ackEveryBytes } from '../../../protocol/terminal.ts';

/** What a browser knows of a terminal's output, by the positions of protocol/terminal.ts. */
export interface OutputPosition {
  readonly epoch: string | null;
  /** Position after the last byte that has been received, and after the last that is on the screen. */
  readonly received: number;
  readonly shown: number;
  readonly acknowledged: number;
  /** Output before this position is history. */
  readonly replayUntil: number;
}

export const noOutput: OutputPosition = { epoch: null, received: 0, shown: 0, acknowledged: 0, replayUntil: 0 };

/** After the runner's `attached`: what follows starts at `from`. */
export function attachedAt(epoch: string, from: number, replayUntil: number): OutputPosition {
  return { epoch, received: from, shown: from, acknowledged: from, replayUntil };
}

/** Splits a frame that was received at `at` into what is history and what is live; either may be empty. */
export function splitReplay(
  frame: Uint8Array,
  at: OutputPosition,
): { readonly history: Uint8Array; readonly live: Uint8Array } {
  const historyBytes = Math.min(Math.max(at.replayUntil - at.received, 0), frame.byteLength);
  return { history: frame.subarray(0, historyBytes), live: frame.subarray(historyBytes) };
}

/** Is it time to acknowledge what is shown? */
export function isAckDue({ shown, acknowledged }: OutputPosition): boolean {
  return shown - acknowledged >= ackEveryBytes;
}
