import { createHash } from 'node:crypto';
import type { WorldLayer } from '../../protocol/world.ts';
import type { HistoryEntry } from '../docker/world-schemas.ts';

/** Instructions that only say something about the image and add no files. */
const words = /\b(?:ENV|CMD|ENTRYPOINT|EXPOSE|LABEL|USER|ARG|VOLUME|STOPSIGNAL|HEALTHCHECK|MAINTAINER|ONBUILD|SHELL)\b/;

/**
 * An image's layers, the lowest first. A layer's id follows from its content and all below it, so two images that have it
 * share it. `digests`: the lowest first; `history`: the uppermost entry first, as the engine tells it, also with entries
 * that made no layer. Sizes are null where the two can't be matched.
 */
export function layersOf(digests: readonly string[], history: readonly HistoryEntry[]): WorldLayer[] {
  const made = makers(digests.length, [...history].reverse());
  let below: string | null = null;
  return digests.map((digest, i) => {
    const id = createHash('sha256')
      .update(`${below ?? ''} ${digest}`)
      .digest('hex')
      .slice(0, 16);
    const maker = made?.[i];
    const layer: WorldLayer = {
      ...{ id, below, digest, bytes: maker?.Size ?? null },
      madeBy: instruction(maker?.CreatedBy ?? '').slice(0, 160),
    };
    below = id;
    return layer;
  });
}

/** For each layer the entry that made it; undefined: can't be told. */
function makers(count: number, history: readonly HistoryEntry[]): readonly HistoryEntry[] | undefined {
  if (history.length === count) return history;
  const notEmpty = history.filter((entry) => entry.Size > 0);
  if (notEmpty.length === count) return notEmpty;
  const instructions = history.filter((entry) => entry.Size > 0 || !words.test(entry.CreatedBy.slice(0, 60)));
  return instructions.length === count ? instructions : undefined;
}

/** What the author of the image wrote, without what the builder puts around it. */
function instruction(createdBy: string): string {
  const plain = createdBy
    .replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/^\/bin\/sh -c /, 'RUN ')
    .replace(/^RUN \/bin\/sh -c /, 'RUN ')
    .replace(/\s*# buildkit$/, '');
  return plain.replace(/\s+/g, ' ').trim();
}
