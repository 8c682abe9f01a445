import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { parse, parseJson } from '../protocol/parse.ts';
import { leaseViewSchema, siteEventSchema, type LeaseView, type SiteEvent } from '../protocol/site.ts';
import { ackEveryBytes, terminalServerMessageSchema } from '../protocol/terminal.ts';

const attach = { type: 'attach', cols: 100, rows: 30, have: null };

/** A learner's browser without the browser: a session cookie, leases, terminals and events over the site's public paths. */
export class Learner {
  readonly #site: string;
  #cookie = '';

  constructor(site: string) {
    this.#site = site;
  }

  /** Opens a page, which is what gives a new learner an identity. */
  async arrive(path = '/'): Promise<void> {
    const answer = await fetch(new URL(path, this.#site), { headers: { accept: 'text/html' } });
    await answer.arrayBuffer();
    this.#keepCookie(answer);
  }

  /** Starts the lesson's machine (or finds the one that is there). `lesson` is `<course>/<lesson>`. */
  async start(lesson: string): Promise<LeaseView> {
    const lease = await this.#write('POST', `/api/lessons/${lesson}/lease`);
    return lease.state === 'ready' ? lease : this.#untilReady(lease);
  }

  /** Replaces the machine by one at the beginning of `step`; resolves with the new lease when it is ready. */
  async jump(leaseId: string, step: string): Promise<LeaseView> {
    const lease = await this.#write('POST', `/api/leases/${leaseId}/jump`, { step });
    return lease.state === 'ready' ? lease : this.#untilReady(lease);
  }

  stop(lesson: string): Promise<LeaseView> {
    return this.#write('DELETE', `/api/lessons/${lesson}/lease`);
  }

  terminal(leaseId: string, name = 'main'): Promise<TerminalClient> {
    return TerminalClient.open(this.#socketUrl(`/ws/leases/${leaseId}/terminals/${name}`), this.#headers());
  }

  /** A terminal's WebSocket, opened, as it is, and the text that attaches it. */
  async terminalSocket(leaseId: string, name: string): Promise<{ connection: Socket; attach: string }> {
    const call = request(new URL(`/ws/leases/${leaseId}/terminals/${name}`, this.#site), {
      headers: {
        ...this.#headers(),
        ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
    });
    call.end();
    const [, connection] = (await Promise.race([
      once(call, 'upgrade'),
      once(call, 'response').then(([answer]) => {
        call.destroy();
        throw new Error(`a terminal's socket was refused: ${String((answer as IncomingMessage).statusCode)}`);
      }),
    ])) as [unknown, Socket];
    return { connection, attach: JSON.stringify(attach) };
  }

  /** Site events of a lease, each with the moment it arrived. */
  events(leaseId: string, onEvent: (event: SiteEvent, atMs: number) => void): Promise<{ readonly close: () => void }> {
    const socket = new WebSocket(this.#socketUrl(`/ws/leases/${leaseId}/events`), { headers: this.#headers() });
    socket.on('message', (data: Buffer) =>
      onEvent(parseJson(siteEventSchema, data.toString('utf8'), 'a site event'), Date.now()),
    );
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve({ close: () => socket.close() }));
      socket.once('error', reject);
    });
  }

  /** Waits as the page does: on the lease's events. Throws with the reason when it stops instead. */
  async #untilReady(lease: LeaseView): Promise<LeaseView> {
    let socket: { readonly close: () => void } | undefined;
    try {
      return await new Promise<LeaseView>((resolve, reject) => {
        const onEvent = (event: SiteEvent): void => {
          if (event.type !== 'lease') return;
          if (event.lease.state === 'ready') resolve(event.lease);
          if (event.lease.state === 'stopped') reject(new Error(`stopped: ${String(event.lease.stopReason)}`));
        };
        this.events(lease.id, onEvent).then((opened) => (socket = opened), reject);
      });
    } finally {
      socket?.close();
    }
  }

  async #write(method: string, path: string, body?: unknown): Promise<LeaseView> {
    const answer = await fetch(new URL(path, this.#site), {
      method,
      headers: { ...this.#headers(), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    this.#keepCookie(answer);
    const said: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(said)}`);
    return parse(leaseViewSchema, said, `the answer of ${method} ${path}`);
  }

  #headers(): Record<string, string> {
    return { origin: new URL(this.#site).origin, ...(this.#cookie === '' ? {} : { cookie: this.#cookie }) };
  }

  #socketUrl(path: string): string {
    return new URL(path, this.#site.replace(/^http/, 'ws')).href;
  }

  #keepCookie(answer: Response): void {
    const set = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (set.length > 0) this.#cookie = set.join('; ');
  }
}

/** The browser's side of protocol/terminal.ts, without a screen. */
export class TerminalClient {
  readonly #socket: WebSocket;
  #position = 0;
  #acknowledged = 0;
  #text = '';
  #waiting: { readonly test: (text: string) => boolean; readonly resolve: () => void } | undefined;
  /** Every output byte so far. */
  receivedBytes = 0;
  epoch = '';

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async open(url: string, headers: Record<string, string>): Promise<TerminalClient> {
    const socket = new WebSocket(url, { headers, perMessageDeflate: false });
    const client = new TerminalClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => socket.send(JSON.stringify(attach)));
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        if (isBinary) client.#take(data);
        else {
          const message = parseJson(terminalServerMessageSchema, data.toString('utf8'), 'a terminal message');
          if (message.type === 'attached') {
            client.epoch = message.epoch;
            client.#position = message.from;
            client.#acknowledged = message.from;
            resolve();
          } else if (message.type === 'error') reject(new Error(`${message.code}: ${message.hint}`));
        }
      });
      socket.once('close', (code) => reject(new Error(`the terminal's socket closed with ${code}`)));
    });
    return client;
  }

  send(text: string): void {
    this.#socket.send(Buffer.from(text));
  }

  /** Resolves when the output since the last `forget` satisfies `test`. Throws after `timeoutMs` with the end of it. */
  async until(test: RegExp | ((text: string) => boolean), timeoutMs = 30_000): Promise<void> {
    const holds = test instanceof RegExp ? (text: string) => test.test(text) : test;
    if (holds(this.#text)) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new Error(
              `not seen within ${timeoutMs} ms: ${String(test)}; the output ends with ${JSON.stringify(this.#text.slice(-400))}`,
            ),
          ),
        timeoutMs,
      );
      this.#waiting = { test: holds, resolve };
    }).finally(() => {
      clearTimeout(timer);
      this.#waiting = undefined;
    });
  }

  /** The last 64 KiB of output since the last `forget`. */
  get text(): string {
    return this.#text;
  }

  forget(): void {
    this.#text = '';
  }

  close(): void {
    this.#socket.close();
  }

  #take(data: Buffer): void {
    this.receivedBytes += data.length;
    this.#position += data.length;
    if (this.#position - this.#acknowledged >= ackEveryBytes) {
      this.#acknowledged = this.#position;
      this.#socket.send(JSON.stringify({ type: 'ack', position: this.#position }));
    }
    this.#text = (this.#text + data.toString('latin1')).slice(-65_536);
    if (this.#waiting?.test(this.#text) === true) this.#waiting.resolve();
  }
}
