/** What a learner types into the address bar of the preview. */
export interface PreviewAddress {
  readonly port: number;
  /** With its leading slash. */
  readonly path: string;
}

/**
 * Reads `localhost:8080/path`, `http://localhost:8080`, `:8080`, `8080/path` or `/path` (of `port`). Undefined: it is none of
 * these; another host can't be previewed.
 */
export function readAddress(text: string, port: number | null): PreviewAddress | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('/')) return port === null ? undefined : { port, path: trimmed };
  const match = /^(?:https?:\/\/)?(localhost|127\.0\.0\.1|0\.0\.0\.0)?(?::?(\d{1,5}))?(\/.*)?$/i.exec(trimmed);
  if (match === null) return undefined;
  const [, host, given, path = '/'] = match;
  // A browser's own default, where a host is named and no port.
  const named = given !== undefined ? Number(given) : host === undefined ? 0 : 80;
  return named >= 1 && named <= 65535 ? { port: named, path } : undefined;
}

/** As it stands in the address bar. */
export function addressText({ port, path }: PreviewAddress): string {
  return `localhost:${port}${path}`;
}

/** Where the preview really is. `template` ends with a slash and has `{port}` in it. */
export function previewUrl(template: string, { port, path }: PreviewAddress): string {
  return template.replace('{port}', String(port)) + path.replace(/^\/+/, '');
}
