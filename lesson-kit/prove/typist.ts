import { text } from 'node:stream/consumers';
import type { WebSocket } from 'ws';
import { parseJson } from '../../protocol/parse.ts';
import { ackEveryBytes, terminalServerMessageSchema, type TerminalClientMessage } from '../../protocol/terminal.ts';
import { nodeNames, type NodeName } from '../../protocol/node.ts';
import { createTypist, type Typist, type TypistOptions } from '../../protocol/typist.ts';
import type { TypedAction } from '../../protocol/typing.ts';
import { refusalIn } from './refusal.ts';

export interface SeatedTypist extends AsyncDisposable {
  /** Throws an Error that shows the end of the screen if a prompt, or what a line expects, doesn't come. */
  type(actions: readonly TypedAction[]): Promise<void>;
  /** `type`, and it must end at the prompt of the machine. */
  typeStep(actions: readonly TypedAction[]): Promise<void>;
}

type Options = Omit<TypistOptions, 'write'>;

/**
 * A typist at the first machine of a lesson, who goes to another one where a script says so. `open` connects a terminal of a
 * machine; those of the others are opened when they are first typed at.
 */
export async function seatTypist(
  open: (node: NodeName) => Promise<WebSocket>,
  options: Options,
): Promise<SeatedTypist> {
  const clipboard = new Map<string, string>();
  const seats = new Map<NodeName, Seat>();
  const seatAt = async (node: NodeName): Promise<Seat> => {
    const seat = seats.get(node) ?? (await seatAtTerminal(await open(node), { ...options, clipboard }));
    seats.set(node, seat);
    return seat;
  };
  await seatAt(first);
  return {
    async type(actions) {
      for (const { node, actions: typed } of byNode(actions)) await (await seatAt(node)).typist.type(typed);
    },
    async typeStep(actions) {
      for (const { node, actions: typed } of byNode(actions)) await (await seatAt(node)).typist.typeStep(typed);
    },
    async [Symbol.asyncDispose]() {
      for (const { close } of seats.values()) close();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

const [first] = nodeNames;

/** `actions` in pieces, each typed at one machine; what begins a step is for the first machine. */
function byNode(actions: readonly TypedAction[]): { node: NodeName; actions: TypedAction[] }[] {
  const pieces: { node: NodeName; actions: TypedAction[] }[] = [{ node: first, actions: [] }];
  for (const action of actions) {
    if (action.kind === 'node') pieces.push({ node: action.node, actions: [] });
    else pieces.at(-1)?.actions.push(action);
  }
  return pieces.filter((piece, index) => index === 0 || piece.actions.length > 0);
}

interface Seat {
  readonly typist: Typist;
  readonly close: () => void;
}

/** Attaches to the terminal behind `socket` and waits for its first prompt. */
async function seatAtTerminal(socket: WebSocket, options: Options): Promise<Seat> {
  const typist = createTypist({ ...options, write: (text) => socket.send(Buffer.from(text)) });
  const decoder = new TextDecoder();
  let position = 0;
  let acknowledged = 0;
  const send = (message: TerminalClientMessage): void => socket.send(JSON.stringify(message));

  socket.on('unexpected-response', (_request, response) => {
    void text(response)
      .catch((error: unknown) => String(error))
      .then((body) => typist.end(refusalIn('the terminal', response.statusCode ?? 0, body).message));
  });
  socket.on('error', (error) => typist.end(`the terminal's socket failed: ${error.message}`));
  socket.on('close', (code) => typist.end(`the terminal's socket was closed with ${code}`));
  socket.on('open', () => send({ type: 'attach', cols: 120, rows: 32, have: null }));
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) {
      typist.feed(decoder.decode(data, { stream: true }));
      position += data.length;
      if (position - acknowledged >= ackEveryBytes) send({ type: 'ack', position: (acknowledged = position) });
      return;
    }
    const message = parseJson(terminalServerMessageSchema, data.toString(), 'a message of the terminal');
    if (message.type === 'attached') position = acknowledged = message.from;
    else if (message.type !== 'foreground')
      typist.end(
        message.type === 'exited' ? `the shell ended with ${message.code}` : `the terminal failed: ${message.hint}`,
      );
  });

  await typist.type([]);
  return { typist, close: () => socket.close() };
}
