import { readTarget, targetText } from './address.ts';
import { failureHeader } from './failure-page.ts';

/** Where a request came in, and for which port of which machine. */
export interface PreviewPlace {
  readonly port: number;
  readonly key: string;
  /** The preview's own origin, as the browser sees it. */
  readonly origin: string;
  /** The origin is shared by all previews: the second port. */
  readonly isShared: boolean;
}

const hopByHop = [
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade'],
];
const notAsked = new Set([
  ...hopByHop,
  ...['host', 'origin', 'referer', 'cookie', 'expect', 'x-forwarded-for', failureHeader],
]);
/** Of an answer: what would reach beyond this preview (all of the site's host, with a shared origin), or forbid the frame. */
const notAnswered = new Set([
  ...hopByHop,
  ...['strict-transport-security', 'clear-site-data', 'alt-svc', 'public-key-pins', 'x-frame-options', failureHeader],
]);
/** Cookies of the site; on a shared host name the browser sends them here too. */
const ownCookies = /^\s*slipway_/i;

/**
 * The headers for the learner's server, from those of the browser, both flat (name, value, name, …). It sees itself as
 * localhost:<port>, as it would be at home, and never a cookie of the site.
 */
export function requestHeaders(raw: readonly string[], place: PreviewPlace): string[] {
  const headers = ['host', `localhost:${place.port}`];
  for (const [name, value] of pairs(raw)) {
    const lower = name.toLowerCase();
    if (lower === 'origin') headers.push('origin', atHome(value, place));
    else if (lower === 'referer') headers.push('referer', atHome(value, place));
    else if (lower === 'cookie') {
      const kept = value.split(';').filter((part) => !ownCookies.test(part));
      if (kept.length > 0) headers.push('cookie', kept.join(';').trim());
    } else if (!notAsked.has(lower)) headers.push(name, value);
  }
  return headers;
}

/** The headers for the browser, from those of the learner's server; flat too. */
export function responseHeaders(raw: readonly string[], place: PreviewPlace): string[] {
  const headers: string[] = [];
  let hasReferrerPolicy = false;
  for (const [name, value] of pairs(raw)) {
    const lower = name.toLowerCase();
    if (lower === 'referrer-policy') hasReferrerPolicy = true;
    if (lower === 'location') headers.push(name, locationOutside(value, place));
    else if (lower === 'set-cookie') {
      if (!ownCookies.test(value)) headers.push(name, cookieOutside(value, place));
    } else if (lower === 'content-security-policy') {
      headers.push(
        name,
        value
          .split(';')
          .filter((part) => !/^\s*frame-ancestors\b/i.test(part))
          .join(';'),
      );
    } else if (!notAnswered.has(lower)) headers.push(name, value);
  }
  // The address is a key: other hosts must not learn it from a link.
  if (!hasReferrerPolicy) headers.push('referrer-policy', 'same-origin');
  return headers;
}

/** An origin or address of a preview of this machine, as the learner's servers know it. */
function atHome(value: string, place: PreviewPlace): string {
  if (!URL.canParse(value)) return value;
  const url = new URL(value);
  const rest = value === url.origin ? '' : `${url.pathname}${url.search}`;
  if (url.origin === place.origin) return `http://localhost:${place.port}${rest}`;
  const [label = ''] = url.hostname.split('.');
  const other = place.isShared ? undefined : readTarget(label);
  if (other?.key !== place.key) return value;
  return url.host.slice(label.length) === new URL(place.origin).host.slice(targetText(place).length)
    ? `http://localhost:${other.port}${rest}`
    : value;
}

/**
 * A cookie of the learner's server, for this origin alone. In a frame below another site a browser keeps only cookies that say
 * so; it takes their `Secure` from names below localhost, which it trusts.
 */
function cookieOutside(value: string, { origin, isShared }: PreviewPlace): string {
  const own = value.replaceAll(/;\s*domain=[^;]*/gi, '');
  const { protocol, hostname } = new URL(origin);
  if (isShared || (protocol !== 'https:' && !hostname.endsWith('.localhost'))) return own;
  const bare = own.replaceAll(/;\s*(?:samesite=[^;]*|secure|partitioned)(?=\s*(?:;|$))/gi, '');
  return `${bare}; SameSite=None; Secure; Partitioned`;
}

/** A redirect to localhost means this machine's, not the browser's. */
function locationOutside(value: string, place: PreviewPlace): string {
  const [, port, path] = /^https?:\/\/(?:localhost|127\.0\.0\.1)(?::(\d{1,5}))?(\/.*|\?.*)?$/i.exec(value) ?? [];
  if (port === undefined && path === undefined && !/^https?:\/\/(?:localhost|127\.0\.0\.1)$/i.test(value)) return value;
  const rest = path ?? '/';
  // A server that doesn't know its published port names none.
  if (port === undefined || Number(port) === place.port) return rest;
  if (place.isShared) return `/~/${place.key}/${port}${rest}`;
  return `${place.origin.replace(/\/\/\d+--/, `//${port}--`)}${rest}`;
}

function* pairs(flat: readonly string[]): Generator<readonly [string, string]> {
  for (let i = 0; i + 1 < flat.length; i += 2) yield [flat[i] ?? '', flat[i + 1] ?? ''];
}
