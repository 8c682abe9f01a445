import {
  carrierPath,
  decodeAnswer,
  decodeClose,
  encodeClose,
  encodeFrame,
  holdMs,
  maxBatchBytes,
  type CarrierFrame,
  type FrameKind,
} from '../../../protocol/carrier.ts';
import { backoffMs } from '../backoff.ts';

export interface Channel {
  bufferedAmount(): number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code: number, reason: string): void;
}

interface ChannelOwner {
  readonly open: () => void;
  readonly message: (data: ArrayBuffer | string) => void;
  readonly close: (code: number, reason: string) => void;
}

interface Queued {
  readonly channel: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** An interrupted network may last this long without a socket noticing; then the sockets close, and their owners try again. */
const giveUpAfterMs = 15_000;
const hiddenPauseMs = 3000;
const answerWithinMs = holdMs + 10_000;

const current: { carrier: PageCarrier | null } = { carrier: null };

/** Opens a socket of the site over HTTP. All of a page travel together. */
export function openChannel(path: string, owner: ChannelOwner): Channel {
  if (current.carrier === null || current.carrier.isOver) current.carrier = new PageCarrier();
  return current.carrier.open(path, owner);
}

/** The page's end of a carrier: see protocol/carrier.ts. It lives as long as it has channels. */
class PageCarrier {
  isOver = false;
  readonly #owners = new Map<number, ChannelOwner>();
  readonly #buffered = new Map<number, number>();
  readonly #ending = new AbortController();
  #queue: Queued[] = [];
  #path: string | null = null;
  #nextChannel = 0;
  #batch = 0;
  #have = 0;
  #isSending = false;

  constructor() {
    // With `keepalive` the request outlives the page.
    addEventListener('pagehide', () => this.#farewell(), { signal: this.#ending.signal });
    void this.#run();
  }

  open(path: string, owner: ChannelOwner): Channel {
    const channel = this.#nextChannel++;
    this.#owners.set(channel, owner);
    const put = (kind: FrameKind, payload: Uint8Array): void => this.#put({ kind, channel, payload });
    put('open', new TextEncoder().encode(path));
    return {
      bufferedAmount: () => this.#buffered.get(channel) ?? 0,
      send: (data) => (typeof data === 'string' ? put('text', new TextEncoder().encode(data)) : put('bytes', data)),
      close: (code, reason) => {
        put('close', encodeClose(code, reason));
        this.#owners.delete(channel);
        if (this.#owners.size === 0 && current.carrier === this) current.carrier = null;
      },
    };
  }

  async #run(): Promise<void> {
    try {
      const made = await this.#ask('POST', '');
      const { id } = JSON.parse(new TextDecoder().decode(made)) as { readonly id: string };
      this.#path = `/${id}`;
      void this.#send();
      while (!this.isOver) {
        // A browser keeps few connections to a site: pages that nobody sees hold none of them.
        const isHidden = document.visibilityState === 'hidden';
        this.#take(await this.#ask('GET', `${this.#path}?have=${this.#have}&wait=${isHidden ? 0 : holdMs}`));
        if (isHidden) await this.#hiddenPause();
      }
    } catch {
      this.#end();
    }
  }

  #hiddenPause(): Promise<void> {
    return new Promise((resolve) => {
      const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(hiddenPauseMs)]);
      signal.addEventListener('abort', () => resolve(), { once: true });
      document.addEventListener('visibilitychange', () => resolve(), { once: true, signal });
    });
  }

  #put(frame: CarrierFrame): void {
    if (this.isOver) return;
    const bytes = encodeFrame(frame);
    this.#queue.push({ channel: frame.channel, bytes });
    this.#buffered.set(frame.channel, (this.#buffered.get(frame.channel) ?? 0) + bytes.byteLength);
    void this.#send();
  }

  /** One batch after the other, each with all that has come together meanwhile. */
  async #send(): Promise<void> {
    if (this.#isSending || this.#path === null) return;
    this.#isSending = true;
    try {
      while (this.#queue.length > 0 && !this.isOver) {
        const batch = this.#nextBatch();
        this.#batch += 1;
        await this.#ask('POST', `${this.#path}?batch=${this.#batch}`, new Blob(batch.map(({ bytes }) => bytes)));
        for (const { channel, bytes } of batch)
          this.#buffered.set(channel, (this.#buffered.get(channel) ?? 0) - bytes.byteLength);
      }
      if (this.#owners.size === 0) this.#end();
    } catch {
      this.#end();
    } finally {
      this.#isSending = false;
    }
  }

  #nextBatch(): Queued[] {
    let size = 0;
    const end = this.#queue.findIndex(({ bytes }, index) => {
      size += bytes.byteLength;
      return index > 0 && size > maxBatchBytes;
    });
    return this.#queue.splice(0, end === -1 ? this.#queue.length : end);
  }

  #take(answer: Uint8Array): void {
    const decoded = decodeAnswer(answer);
    if (decoded === undefined) throw new Error('an answer that is not understood');
    const { first, frames } = decoded;
    // Some network between answered with another request's answer, or lost one: nothing can be trusted any more.
    if (frames.length > 0 && first > this.#have + 1) throw new Error('frames are missing');
    for (const frame of frames.slice(this.#have + 1 - first)) {
      this.#have += 1;
      this.#hand(frame);
    }
  }

  #hand({ kind, channel, payload }: CarrierFrame): void {
    const owner = this.#owners.get(channel);
    if (kind === 'open') owner?.open();
    else if (kind === 'text') owner?.message(new TextDecoder().decode(payload));
    else if (kind === 'bytes') owner?.message(payload.slice().buffer);
    else {
      const { code, reason } = decodeClose(payload);
      this.#owners.delete(channel);
      owner?.close(code, reason);
      if (this.#owners.size === 0) this.#end();
    }
  }

  /** Asks until there is an answer, for as long as giving up is not due. The same request twice does no harm. */
  async #ask(method: 'GET' | 'POST', path: string, body?: Blob): Promise<Uint8Array> {
    let failingSince: number | undefined;
    for (let failures = 0; ; failures += 1) {
      if (failures > 0) await new Promise((resolve) => setTimeout(resolve, backoffMs(failures)));
      const answer = await this.#askOnce(method, path, body);
      if (answer instanceof Uint8Array) return answer;
      failingSince ??= performance.now();
      if (this.isOver || answer === 'refused' || performance.now() - failingSince > giveUpAfterMs)
        throw new Error('the site does not answer');
    }
  }

  async #askOnce(method: 'GET' | 'POST', path: string, body?: Blob): Promise<Uint8Array | 'lost' | 'refused'> {
    const tooLong = AbortSignal.timeout(answerWithinMs);
    try {
      const answer = await fetch(`${carrierPath}${path}`, {
        method,
        cache: 'no-store',
        signal: AbortSignal.any([this.#ending.signal, tooLong]),
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/octet-stream' } }),
      });
      // A site that is being restarted is back in a moment, but knows nothing of this carrier.
      if (!answer.ok) return answer.status >= 500 ? 'lost' : 'refused';
      return new Uint8Array(await answer.arrayBuffer());
    } catch {
      return 'lost';
    }
  }

  #farewell(): void {
    if (this.#path !== null && !this.isOver)
      void fetch(`${carrierPath}${this.#path}`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
  }

  #end(): void {
    if (this.isOver) return;
    this.#farewell();
    this.isOver = true;
    this.#ending.abort();
    const owners = [...this.#owners.values()];
    this.#owners.clear();
    for (const owner of owners) owner.close(1006, '');
  }
}
