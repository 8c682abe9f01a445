/** How this page talks to the site: by WebSocket, or over plain HTTP where the network refuses WebSockets. */
export type Transport = 'websocket' | 'http';

const rememberedAs = 'slipway.transport';
/** Something that does not answer in this time does not let WebSockets through. */
const answerWithinMs = 4000;
const askAgainAfterMs = 15_000;

const listeners = new Set<() => void>();
const state: { transport: Transport | undefined; isAsking: boolean; askedAtMs: number } = {
  transport: undefined,
  isAsking: false,
  askedAtMs: Number.NEGATIVE_INFINITY,
};
/** Sockets that are not open yet: given up when it turns out that none can open. */
const opening = new Set<WebSocket>();

export function currentTransport(): Transport {
  state.transport ??= sessionStorage.getItem(rememberedAs) === 'http' ? 'http' : 'websocket';
  return state.transport;
}

export function onTransport(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Finds out whether a WebSocket to the site opens and says back what it is told. Where it does not, and the site answers
 * otherwise, everything goes over HTTP from now on. Asked again soon after, it does nothing.
 */
export async function askForTransport(): Promise<void> {
  if (state.isAsking || performance.now() - state.askedAtMs < askAgainAfterMs) return;
  state.isAsking = true;
  try {
    if (await echoes()) choose('websocket');
    // A site that is down refuses everything: that says nothing about WebSockets.
    else if (await answersHttp()) choose('http');
  } finally {
    state.isAsking = false;
    state.askedAtMs = performance.now();
  }
}

/** A WebSocket of this page that has just been made. */
export function watchOpening(socket: WebSocket): void {
  opening.add(socket);
  socket.addEventListener('open', () => opening.delete(socket));
  socket.addEventListener('close', () => {
    if (opening.delete(socket)) void askForTransport();
  });
}

function choose(transport: Transport): void {
  if (transport === currentTransport()) return;
  state.transport = transport;
  sessionStorage.setItem(rememberedAs, transport);
  // Their owners try again, which leads them to the other transport.
  if (transport === 'http') for (const socket of opening) socket.close();
  for (const listener of listeners) listener();
}

function echoes(): Promise<boolean> {
  const url = socketUrl('/ws/echo');
  return new Promise((resolve) => {
    const word = String(performance.now());
    const socket = new WebSocket(url);
    const decide = (isThrough: boolean): void => {
      clearTimeout(timer);
      resolve(isThrough);
      socket.close();
    };
    const timer = setTimeout(() => decide(false), answerWithinMs);
    socket.onopen = () => socket.send(word);
    socket.onmessage = (event: MessageEvent<unknown>) => decide(event.data === word);
    socket.onclose = () => decide(false);
  });
}

async function answersHttp(): Promise<boolean> {
  const answer = await fetch('/api/health', { cache: 'no-store', signal: AbortSignal.timeout(answerWithinMs) }).catch(
    () => undefined,
  );
  return answer?.ok === true;
}

/** The address of a WebSocket of this site. */
export function socketUrl(path: string): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}
