import { AppError } from '../../protocol/errors.ts';
import { createTypist } from '../../protocol/typist.ts';
import type { TypedAction } from '../../protocol/typing.ts';
import type { TypeOptions } from '../sandbox/inside.ts';
import type { Terminals } from './terminals.ts';

/** Not `main`: what is typed here is not what the learner finds on their screen. */
const terminal = 'prepare';
const size = { cols: 120, rows: 32 };
const leaveTimeoutMs = 5000;
/** What is typed for a learner is not among the commands that they typed. */
const forgetful: TypedAction = { kind: 'type', text: ' unset HISTFILE\r', shown: 'unset HISTFILE', line: 1 };

/** `Inside.typeStep` in `terminals`. */
export async function typeStep(
  terminals: Terminals,
  typed: readonly TypedAction[],
  options: TypeOptions,
): Promise<void> {
  const decoder = new TextDecoder();
  let ended: (() => void) | undefined;
  const hasEnded = new Promise<void>((resolve) => (ended = resolve));
  const typist = createTypist({
    ...options,
    onAction: (action) => (action === forgetful ? undefined : options.onAction?.(action)),
    write: (text) => connection.write(Buffer.from(text)),
  });
  const end = (why: string): void => {
    typist.end(why);
    ended?.();
  };
  const connection = await terminals.attach(terminal, size, null, {
    onOutput(bytes) {
      typist.feed(decoder.decode(bytes, { stream: true }));
      return false;
    },
    onForeground: () => undefined,
    onExited: (code) => end(`the shell ended with ${code}`),
    onLost: (error) => end(`the terminal is lost: ${error.message}`),
  });
  try {
    await typist.type([forgetful]);
    await typist.typeStep(typed);
    connection.write(Buffer.from('exit\r'));
    await Promise.race([hasEnded, new Promise((resolve) => setTimeout(resolve, leaveTimeoutMs).unref())]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('bad_request', `the solution can't be typed: ${reason}`, {
      cause,
      hint: 'The beginning of this step could not be made: the solution of the lesson got stuck. This is a fault in the lesson, not yours; please tell whoever gave it to you.',
    });
  } finally {
    connection.close();
  }
}
