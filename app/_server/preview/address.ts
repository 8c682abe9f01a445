import { isIP } from 'node:net';

/** How previews are reached, as the operator set it; see docs/decisions/007-preview.md. */
export interface PreviewSettings {
  /** Names below it lead to this site. Empty: there are none. */
  readonly domain: string;
  /** The operator named the domain, so it holds however a page was opened. */
  readonly isDomainChosen: boolean;
  /** A second port of this site for previews without names; undefined: there is none. */
  readonly port: number | undefined;
}

/** A port in an address, with the key of the machine whose port it is. */
export interface PreviewTarget {
  readonly port: number;
  readonly key: string;
}

/** The way a page was opened: its Host, and whether by TLS. */
export interface Opened {
  readonly host: string;
  readonly isSecure: boolean;
}

const targetPattern = /^([1-9]\d{0,4})--([a-z0-9-]{1,56})$/;

/** Reads `8080--<key>`; undefined: it isn't one. Whether the key is one of ours is another question. */
export function readTarget(text: string): PreviewTarget | undefined {
  const [, port, key] = targetPattern.exec(text) ?? [];
  if (port === undefined || key === undefined || Number(port) > 65535) return undefined;
  return { port: Number(port), key };
}

export function targetText({ port, key }: PreviewTarget): string {
  return `${port}--${key}`;
}

/** The preview that a Host header names; undefined: it names the site. */
export function targetOfHost(host: string | undefined, { domain }: PreviewSettings): PreviewTarget | undefined {
  if (host === undefined || domain === '') return undefined;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (!name.endsWith(`.${domain}`)) return undefined;
  return readTarget(name.slice(0, -domain.length - 1));
}

/**
 * The address of previews for a page that was opened so, with `{port}` in it and `/` at its end: by name where names below
 * the domain lead here for this browser, otherwise by the second port. Null: there is no way.
 */
export function previewTemplate(key: string, opened: Opened, settings: PreviewSettings): string | null {
  if (isByName(opened, settings))
    return `${scheme(opened)}://{port}--${key}.${settings.domain}${portPart(opened.host)}/`;
  const base = portOrigin(opened, settings);
  return base === undefined ? null : `${base}/~/${key}/{port}/`;
}

/** What a page that was opened so may show in a frame, for its Content-Security-Policy. */
export function frameSource(opened: Opened, settings: PreviewSettings): string {
  if (isByName(opened, settings)) return `${scheme(opened)}://*.${settings.domain}${portPart(opened.host)}`;
  return portOrigin(opened, settings) ?? "'none'";
}

function isByName({ host }: Opened, { domain, isDomainChosen }: PreviewSettings): boolean {
  if (domain === '') return false;
  // Every browser takes names below localhost for its own machine: right if that is where it found us.
  return domain === 'localhost' ? isLoopback(nameOf(host)) : isDomainChosen;
}

function portOrigin({ host, isSecure }: Opened, { port }: PreviewSettings): string | undefined {
  // The second port speaks no TLS, and a page that came by TLS may not show what didn't.
  return port === undefined || isSecure ? undefined : `http://${host.replace(/:\d+$/, '')}:${port}`;
}

function nameOf(host: string): string {
  return host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}

function isLoopback(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIP(name) === 4 && name.startsWith('127.'))
  );
}

function scheme({ isSecure }: Opened): string {
  return isSecure ? 'https' : 'http';
}

function portPart(host: string): string {
  return /:\d+$/.exec(host)?.[0] ?? '';
}
