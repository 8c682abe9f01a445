import { SignJWT } from 'jose';
import type { z } from 'zod';
import { ticketAudience, ticketIssuer, ticketTtlSeconds } from '../protocol/ticket.ts';
import { runnerUrl, ticketSecret } from './env.ts';

/** Asks the runner as the site does. Undefined: it refused. */
export async function askRunner<T>(
  schema: z.ZodType<T>,
  method: string,
  path: string,
  body?: unknown,
): Promise<T | undefined> {
  const ticket = await new SignJWT({ scope: 'site' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ticketIssuer)
    .setAudience(ticketAudience)
    .setIssuedAt()
    .setExpirationTime(`${ticketTtlSeconds}s`)
    .sign(new TextEncoder().encode(ticketSecret()));
  const answer = await fetch(new URL(path, runnerUrl()), {
    method,
    headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return answer.ok ? schema.parse(await answer.json()) : undefined;
}
