import { z } from 'zod';
import { idSchema, slugSchema } from './ids.ts';

/**
 * A ticket is a JWT (HS256) that the site signs and a runner accepts for at most `ticketTtlSeconds`, sent as
 * `Authorization: Bearer …`. Browsers never see one: the site adds it when it forwards.
 */
export const ticketTtlSeconds = 30;
export const ticketIssuer = 'slipway-site';
export const ticketAudience = 'slipway-runner';

export const ticketClaimsSchema = z.discriminatedUnion('scope', [
  /** Everything under /v1 except what belongs to one learner's sandbox. */
  z.object({ scope: z.literal('site') }),
  /** One terminal of one sandbox. */
  z.object({ scope: z.literal('terminal'), sandboxId: idSchema, terminal: slugSchema, learner: idSchema }),
  /** Files, live state and published ports of one sandbox, for its learner. */
  z.object({ scope: z.literal('sandbox'), sandboxId: idSchema, learner: idSchema }),
]);
export type TicketClaims = z.infer<typeof ticketClaimsSchema>;
