const local = String.raw`localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]`;
const address = new RegExp(String.raw`(?<![\w/.:@-])(?:${local}):(\d{1,5})(?![\d.:])(?:/[\w/.?&=%-]*)?`, 'g');
const localHost = new RegExp(`^(?:${local})$`);
const webLink = /https?:\/\/[^\s"'<>`|\\^{}]*[^\s"'<>`|\\^{}.,;:!?()[\]]/g;

/** The port, if `uri` is an address of the learner's own machine, with or without `http://`; otherwise null. */
export function localPort(uri: string): number | null {
  const full = /^https?:\/\//i.test(uri) ? uri : `http://${uri}`;
  if (!URL.canParse(full)) return null;
  const url = new URL(full);
  if (!localHost.test(url.hostname)) return null;
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

export interface Found {
  readonly text: string;
  readonly index: number;
}

/** Addresses like `0.0.0.0:8080` in a line of output, as `docker ps` prints them; whole links are found elsewhere. */
export function localAddresses(line: string): Found[] {
  return [...line.matchAll(address)]
    .filter(([, port]) => Number(port) > 0 && Number(port) < 65_536)
    .map((match) => ({ text: match[0], index: match.index }));
}

/** Everything in `text` that leads somewhere, each once, the last first. */
export function allLinks(text: string): string[] {
  const links = [...text.matchAll(webLink)].map((match) => ({ text: match[0], index: match.index }));
  const found = [...links, ...localAddresses(text)].sort((a, b) => b.index - a.index);
  return [...new Set(found.map((link) => link.text))];
}
