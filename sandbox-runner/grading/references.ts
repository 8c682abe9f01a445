/** An image reference taken apart, in the engine's familiar form: without docker.io/ and library/. */
export interface Reference {
  readonly repository: string;
  /** undefined when a digest is given. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** What `docker` makes of a reference that somebody typed; without tag and digest it means latest. */
export function readReference(typed: string): Reference {
  const [named = '', digest] = typed.split('@', 2);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const repository = (hasTag ? named.slice(0, colon) : named)
    .replace(/^(?:index\.)?docker\.io\//, '')
    .replace(/^library\//, '');
  if (digest !== undefined) return { repository, tag: undefined, digest };
  return { repository, tag: hasTag ? named.slice(colon + 1) : 'latest', digest: undefined };
}

/**
 * Was something made from `used` made from what `typed` names? A swarm adds the digest to the name that was typed
 * (`nginx:1@sha256:…`); who asks by tag means the tag.
 */
export function isMadeFrom(used: string, typed: string): boolean {
  return isSameReference(typed.includes('@') ? used : withoutDigest(used), typed);
}

/** `nginx:1@sha256:…` as `nginx:1`. A digest without a tag names no tag, and stays. */
function withoutDigest(reference: string): string {
  const [named = '', digest] = reference.split('@', 2);
  return digest !== undefined && named.lastIndexOf(':') > named.lastIndexOf('/') ? named : reference;
}

/** Do both mean the same image by name? A digest equals only itself. */
export function isSameReference(a: string, b: string): boolean {
  const [one, other] = [readReference(a), readReference(b)];
  return one.repository === other.repository && one.tag === other.tag && one.digest === other.digest;
}
