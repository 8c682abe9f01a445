import { errorBodySchema } from '../../../protocol/parse.ts';
import { leaseViewSchema, siteEventSchema, type LeaseView, type SiteEvent } from '../../../protocol/site.ts';

/*
 * What the site says, parsed. Loaded with the first message: the parser is larger than all the rest of a lesson's page,
 * and a reader without a machine needs none of it.
 */

/** A lease, or undefined if this is none. */
export function readLease(value: unknown): LeaseView | undefined {
  return leaseViewSchema.safeParse(value).data;
}

/** A message of the lease's socket, or undefined if it is not understood. */
export function readSiteEvent(text: string): SiteEvent | undefined {
  try {
    return siteEventSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The sentence for the learner in the body of a refused request, if it has one. */
export function readHint(value: unknown): string | undefined {
  return errorBodySchema.safeParse(value).data?.error.hint;
}
