import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../protocol/errors.ts';
import type { SandboxHandle } from '../sandbox/sandbox-handle.ts';
import { connectInVolume } from '../sandbox/safe-socket.ts';

const program = '/usr/local/lib/slipway/slipway-dial';
const socketName = 'dial.sock';
const startWithinMs = 5000;
/** Its own limit is 5 s. */
const answerWithinMs = 7000;
const maxAnswerBytes = 32;

/** Connects to a port inside the sandbox. Throws port_closed, timed_out, quota_exceeded, engine_garbage or engine_unreachable. */
export type Dial = (address: string, port: number) => Promise<Socket>;

/**
 * Connections into one sandbox, through the program slipway-dial in it, which is started when it is first needed and
 * again when it is gone. The socket that comes out carries the server's bytes, and is the caller's.
 */
export function createDial(handle: SandboxHandle): Dial {
  const starting: { run: Promise<void> | undefined } = { run: undefined };

  const start = async (): Promise<void> => {
    const began = Date.now();
    await handle.execDetached([program, `/.slipway/ipc/${socketName}`], { user: '0:0', cwd: '/' });
    for (let pauseMs = 4; Date.now() - began < startWithinMs; pauseMs = Math.min(pauseMs * 1.5, 100)) {
      await sleep(pauseMs);
      const socket = await connectInVolume(handle.volumePath, socketName).catch(() => undefined);
      socket?.destroy();
      if (socket !== undefined) return;
    }
    throw new AppError('engine_unreachable', `slipway-dial of ${handle.id} did not start in ${startWithinMs} ms`, {
      hint: 'Slipway found no way to the ports of this machine. Try again, and reset the machine if it stays so.',
    });
  };
  const startOnce = (): Promise<void> =>
    (starting.run ??= start().finally(() => {
      starting.run = undefined;
    }));

  const connect = async (): Promise<Socket> => {
    const socket = await connectInVolume(handle.volumePath, socketName).catch(() => undefined);
    if (socket !== undefined) return socket;
    await startOnce();
    return connectInVolume(handle.volumePath, socketName);
  };

  const ask = async (address: string, port: number): Promise<Socket> => {
    const socket = await connect();
    try {
      socket.write(`${address} ${port}\n`);
      const word = await readAnswer(socket);
      if (word === 'ok') return socket;
      throw refusal(word, `${address}:${port} of ${handle.id}`);
    } catch (error) {
      socket.destroy();
      throw error;
    }
  };

  return async (address, port) => {
    try {
      return await ask(address, port);
    } catch (error) {
      // A program that was killed still takes connections until it is gone, and hangs up. Nothing was sent to the port.
      if (!(error instanceof HungUp)) throw error;
      return ask(address, port);
    }
  };
}

class HungUp extends AppError {
  constructor() {
    super('engine_unreachable', 'slipway-dial hung up');
  }
}

/** The first line; what follows it stays in the socket. */
function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = Buffer.alloc(0);
    const done = (): void => {
      clearTimeout(timer);
      socket.off('readable', onReadable).off('close', onClose);
    };
    const fail = (error: AppError): void => {
      done();
      reject(error);
    };
    const onReadable = (): void => {
      for (;;) {
        const byte = socket.read(1) as Buffer | null;
        if (byte === null) return;
        if (byte[0] === 0x0a) break;
        got = Buffer.concat([got, byte]);
        if (got.length > maxAnswerBytes) {
          fail(new AppError('engine_garbage', 'slipway-dial answers without end'));
          return;
        }
      }
      done();
      resolve(got.toString('latin1'));
    };
    const onClose = (): void => fail(new HungUp());
    const timer = setTimeout(
      () => fail(new AppError('timed_out', `slipway-dial did not answer in ${answerWithinMs} ms`)),
      answerWithinMs,
    );
    socket.on('readable', onReadable).on('close', onClose);
  });
}

function refusal(word: string, where: string): AppError {
  if (word === 'full')
    return new AppError('quota_exceeded', `too many connections into the sandbox: ${where}`, {
      hint: 'Too many connections to this machine are open. Close some previews.',
    });
  if (word === 'timeout') return new AppError('timed_out', `${where} took no connection in 5 s`, { hint: silent });
  return new AppError('port_closed', `${where}: ${word.slice(0, maxAnswerBytes)}`, { hint: closed });
}

const closed = 'Nothing takes connections on this port.';
const silent = 'Nothing answered on this port.';
