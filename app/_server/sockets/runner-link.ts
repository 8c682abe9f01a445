import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { parseJson } from '../../../protocol/parse.ts';
import { runnerEventSchema, type RunnerEvent } from '../../../protocol/sandbox.ts';
import { logger } from '../logger.ts';
import { authorization } from '../ticket.ts';

const firstPauseMs = 100;
const longestPauseMs = 2000;
const pingEveryMs = 5000;
const maxEventBytes = 16 * 1024 * 1024;

export interface RunnerLink {
  readonly url: string;
  /** Has the runner said hello on the connection that is open now? */
  isReachable(): boolean;
}

export interface RunnerLinkOptions {
  readonly url: string;
  /** Ends the link. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunnerEvent) => void;
  readonly onLost: () => void;
}

/** Listens to a runner's events for as long as `signal` allows, and connects again whenever the connection is lost. */
export function openRunnerLink({ url, signal, onEvent, onLost }: RunnerLinkOptions): RunnerLink {
  const state = { isReachable: false };
  const listenForever = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      const wasReached = await listenOnce(url, signal, (event) => {
        if (event.type === 'hello') state.isReachable = true;
        onEvent(event);
      });
      if (state.isReachable) {
        state.isReachable = false;
        logger().warn({ runner: url }, 'the connection to a runner is lost');
        onLost();
      }
      pauseMs = wasReached ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  };
  void listenForever();
  return { url, isReachable: () => state.isReachable };
}

/** One connection, until it ends. Returns whether it was ever open. */
async function listenOnce(url: string, signal: AbortSignal, onEvent: (event: RunnerEvent) => void): Promise<boolean> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/events`, {
    headers: { authorization: await authorization({ scope: 'site' }) },
    handshakeTimeout: 3000,
    maxPayload: maxEventBytes,
    perMessageDeflate: false,
  });
  return new Promise((resolve) => {
    let wasOpen = false;
    let isAlive = true;
    const ping = setInterval(() => {
      if (!isAlive) socket.terminate();
      else if (socket.readyState === WebSocket.OPEN) {
        isAlive = false;
        socket.ping();
      }
    }, pingEveryMs);
    const stop = (): void => socket.terminate();
    signal.addEventListener('abort', stop, { once: true });
    socket.on('open', () => (wasOpen = true));
    socket.on('pong', () => (isAlive = true));
    socket.on('message', (data: Buffer) => {
      isAlive = true;
      try {
        onEvent(parseJson(runnerEventSchema, data.toString('utf8'), `an event of the runner ${url}`, 'internal'));
      } catch (error) {
        logger().error({ runner: url, err: error }, 'an event of a runner is not understood');
      }
    });
    socket.on('error', (error) => logger().debug({ runner: url, err: error }, 'no connection to a runner'));
    socket.on('close', () => {
      clearInterval(ping);
      signal.removeEventListener('abort', stop);
      resolve(wasOpen);
    });
    if (signal.aborted) stop();
  });
}
