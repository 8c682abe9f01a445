import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../protocol/errors.ts';
import { maxTerminals, terminalNameSchema } from '../../protocol/terminal.ts';
import type { Logger } from '../logger.ts';
import { learnerHome, learnerUser, type SandboxHandle } from '../sandbox/sandbox-handle.ts';
import { connectInVolume } from '../sandbox/safe-socket.ts';
import { attachPty, type PtyConnection, type TerminalViewer } from './pty-connection.ts';
import type { Having, TerminalSize } from './pty-frames.ts';

const hostProgram = '/usr/local/lib/slipway/slipway-pty';
const shell = ['/bin/bash', '-l'];
/** At once, as a rule; a machine that is short of memory lets its programs wait. */
const attachTimeoutMs = 15_000;
const openTimeoutMs = 8000;
/** A start that was swallowed (the engine lost the exec, an old host was just leaving) is tried again after these. */
const startAgainAfterMs = [0, 700, 2500];
/** Attached viewers of all terminals of one sandbox; the host of a terminal takes twelve. */
const maxViewers = 24;

/** The terminals of one sandbox. They live in the sandbox: closing this, or losing it, leaves them as they are. */
export interface Terminals {
  /** Makes sure that the terminal `name` runs, with a shell at its prompt or on its way there. Throws as `attach`. */
  open(name: string, size?: TerminalSize): Promise<void>;
  /**
   * Connects a viewer, after starting the terminal if it does not run. Several viewers of one terminal are each attached on
   * their own. Throws quota_exceeded (too many terminals or viewers), timed_out, sandbox_stopped, engine_garbage or
   * engine_unreachable.
   */
  attach(name: string, size: TerminalSize, have: Having | null, viewer: TerminalViewer): Promise<PtyConnection>;
  /** Does something answer as the terminal `name`? Looks for a moment: a host that is dying closes one thing before the other. */
  isRunning(name: string): Promise<boolean>;
  /** To be called when a person typed. */
  noteActivity(): void;
  /** When a person last typed, ms since 1970; undefined: not since this object was made. */
  readonly lastActivityMs: number | undefined;
  /** Ends all viewers' connections with AppError sandbox_stopped and `reason` as its hint; refuses new ones. */
  close(reason: string): void;
}

export function createTerminals(handle: SandboxHandle, logger: Logger): Terminals {
  const known = new Set<string>();
  const opening = new Map<string, Promise<void>>();
  const viewers = new Map<TerminalViewer, PtyConnection>();
  let attaching = 0;
  let lastActivityMs: number | undefined;
  let closedFor: string | undefined;

  const socketName = (name: string): string => `terminal-${name}.sock`;
  const tryConnect = (name: string): Promise<Socket | undefined> =>
    connectInVolume(handle.volumePath, socketName(name)).catch(() => undefined);

  const refuseWhenClosed = (): void => {
    if (closedFor !== undefined) throw stopped(handle.id, closedFor);
  };

  const admit = (name: string): void => {
    refuseWhenClosed();
    if (!terminalNameSchema.safeParse(name).success)
      throw new AppError('terminal_not_found', `no terminal name: ${name.slice(0, 80)}`);
    // Counted from here on, so that several who come at once are.
    if (known.has(name) || known.size < maxTerminals) return void known.add(name);
    throw new AppError('quota_exceeded', `${handle.id} has ${maxTerminals} terminals`, {
      hint: `At most ${maxTerminals} terminals can be open. Leave one with the command exit first.`,
    });
  };

  const start = async (name: string, size: TerminalSize): Promise<void> => {
    const began = Date.now();
    let starts = 0;
    for (let pauseMs = 4; Date.now() - began < openTimeoutMs; pauseMs = Math.min(pauseMs * 1.5, 100)) {
      refuseWhenClosed();
      const due = startAgainAfterMs[starts];
      if (due !== undefined && Date.now() - began >= due) {
        starts += 1;
        await handle.execDetached(hostCommand(name, size), { user: '0:0', cwd: '/' });
      }
      const socket = await tryConnect(name);
      if (socket !== undefined) {
        socket.destroy();
        logger.debug({ sandbox: handle.id, terminal: name, ms: Date.now() - began }, 'terminal started');
        return;
      }
      await sleep(pauseMs);
    }
    throw new AppError('timed_out', `terminal ${name} of ${handle.id} did not open in ${openTimeoutMs} ms`, {
      hint: 'The terminal could not be opened. Reset the machine if it stays so.',
    });
  };

  /** One start at a time for each name, shared by all who want it. */
  const startOnce = (name: string, size: TerminalSize): Promise<void> => {
    const running = opening.get(name);
    if (running !== undefined) return running;
    const started = start(name, size).finally(() => opening.delete(name));
    opening.set(name, started);
    return started;
  };

  const connect = async (name: string, size: TerminalSize): Promise<Socket> => {
    const socket = await tryConnect(name);
    if (socket !== undefined) return socket;
    try {
      await startOnce(name, size);
      return await connectInVolume(handle.volumePath, socketName(name));
    } catch (error) {
      known.delete(name);
      throw error;
    }
  };

  /** A viewer that is forgotten here at its end, whichever way it ends. */
  const watched = (name: string, viewer: TerminalViewer, forget: () => void): TerminalViewer => ({
    onOutput: (bytes) => viewer.onOutput(bytes),
    onForeground: (foreground) => viewer.onForeground(foreground),
    onExited(code) {
      forget();
      known.delete(name);
      viewer.onExited(code);
    },
    onLost(error) {
      forget();
      viewer.onLost(error);
    },
  });

  return {
    async open(name, size = { cols: 80, rows: 24 }) {
      admit(name);
      (await connect(name, size)).destroy();
      known.add(name);
    },

    async attach(name, size, have, viewer) {
      if (viewers.size + attaching >= maxViewers) {
        throw new AppError('quota_exceeded', `${handle.id} has ${maxViewers} viewers`, {
          hint: 'This machine is open in too many windows. Close some of them.',
        });
      }
      admit(name);
      const forget = (): void => {
        viewers.delete(viewer);
      };
      const attach = async (): Promise<PtyConnection> =>
        attachPty(await connect(name, size), size, have, watched(name, viewer, forget), attachTimeoutMs);
      // A host that is just leaving still accepts; its successor answers the second time.
      attaching += 1;
      const inner = await attach()
        .catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'engine_unreachable') return attach();
          throw error;
        })
        .finally(() => (attaching -= 1));
      if (closedFor !== undefined) {
        inner.close();
        throw stopped(handle.id, closedFor);
      }
      // Another viewer may have been told of the end of the one before.
      known.add(name);
      viewers.set(viewer, inner);
      return {
        ...inner,
        close() {
          forget();
          inner.close();
        },
      };
    },

    async isRunning(name) {
      for (let look = 0; look < 4; look++) {
        if (look > 0) await sleep(30 * look);
        const socket = await tryConnect(name);
        if (socket === undefined) return false;
        socket.destroy();
      }
      return true;
    },
    noteActivity: () => void (lastActivityMs = Date.now()),
    get lastActivityMs() {
      return lastActivityMs;
    },

    close(reason) {
      closedFor = reason;
      for (const [viewer, connection] of viewers) {
        connection.close();
        viewer.onLost(stopped(handle.id, reason));
      }
    },
  };
}

function hostCommand(name: string, size: TerminalSize): string[] {
  const options = ['--socket', `/.slipway/ipc/terminal-${name}.sock`, '--user', learnerUser, '--home', learnerHome];
  return [hostProgram, ...options, '--cols', String(size.cols), '--rows', String(size.rows), '--', ...shell];
}

function stopped(id: string, reason: string): AppError {
  return new AppError('sandbox_stopped', `sandbox ${id}: ${reason}`, { hint: `The machine was stopped: ${reason}.` });
}
