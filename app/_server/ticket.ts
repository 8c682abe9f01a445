import { SignJWT } from 'jose';
import { ticketAudience, ticketIssuer, ticketTtlSeconds, type TicketClaims } from '../../protocol/ticket.ts';
import { siteConfig } from './env.ts';

/** A ticket for a runner, good for `ticketTtlSeconds`: the value of the Authorization header. */
export async function authorization(claims: TicketClaims): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const ticket = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ticketIssuer)
    .setAudience(ticketAudience)
    .setIssuedAt(now)
    .setExpirationTime(now + ticketTtlSeconds)
    .sign(new TextEncoder().encode(siteConfig().secrets.ticketSecret));
  return `Bearer ${ticket}`;
}
