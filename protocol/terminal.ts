import { z } from 'zod';
import { slugSchema } from './ids.ts';

/**
 * The terminal socket, browser ⇄ runner (the site only forwards).
 *
 * Binary frames are terminal bytes, in both directions. Text frames are JSON, parsed by the schemas here. The browser's
 * first frame is `attach`; the runner answers `attached` and then sends output bytes whose positions follow on from
 * `attached.from`: both sides count, no frame carries a number.
 *
 * Positions count output bytes since the pseudo-terminal of this `epoch` was opened. A browser that reconnects attaches
 * with the epoch and position it has; it gets what it missed, nothing twice. Another epoch means another shell.
 */
export const maxInputFrameBytes = 64 * 1024;
/** The runner sends at most this much beyond what the browser acknowledged; so Ctrl-C is never far behind. */
export const ackWindowBytes = 64 * 1024;
/** The browser acknowledges at least every this many bytes, when xterm has processed them. */
export const ackEveryBytes = 8 * 1024;
/** Output kept for replay, per terminal. */
export const replayBytes = 1024 * 1024;
export const heartbeatMs = 15_000;
export const maxTerminals = 8;
export const terminalNameSchema = slugSchema;

const size = { cols: z.number().int().min(2).max(500), rows: z.number().int().min(1).max(300) };

export const terminalClientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('attach'),
    ...size,
    /** What the browser already shows, or null for everything that is kept. */
    have: z.strictObject({ epoch: z.string().max(40), position: z.number().int().min(0) }).nullable(),
  }),
  z.strictObject({ type: z.literal('resize'), ...size }),
  z.strictObject({ type: z.literal('ack'), position: z.number().int().min(0) }),
  /** Who reads what is typed? Answered by `foreground`; several may get one answer. Also shows that the line is alive. */
  z.strictObject({ type: z.literal('foreground?') }),
  /** Ends the shell, as closing a window does; `exited` follows. */
  z.strictObject({ type: z.literal('hangup') }),
]);
export type TerminalClientMessage = z.infer<typeof terminalClientMessageSchema>;

/**
 * prompt: the shell edits a line; busy: it does something else (a builtin, its own start); program: another program is in
 * the foreground, named as the kernel names it; unknown: the terminal is too old to tell, or there is none just now.
 */
const foregroundSchema = z.strictObject({
  type: z.literal('foreground'),
  state: z.enum(['prompt', 'busy', 'program', 'unknown']),
  /** Of the program; printable, and empty unless the state is `program`. */
  program: z.string().max(32),
});
export type Foreground = Omit<z.infer<typeof foregroundSchema>, 'type'>;

export const terminalServerMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('attached'),
    epoch: z.string().max(40),
    /** Position of the first output byte that follows. Greater than asked for: `lost` bytes are gone. */
    from: z.number().int().min(0),
    /** Output up to this position is history: the browser must not answer terminal queries in it. */
    replayUntil: z.number().int().min(0),
    lost: z.number().int().min(0),
  }),
  z.strictObject({ type: z.literal('exited'), code: z.number().int() }),
  foregroundSchema,
  z.strictObject({ type: z.literal('error'), code: z.string(), hint: z.string() }),
]);
export type TerminalServerMessage = z.infer<typeof terminalServerMessageSchema>;
