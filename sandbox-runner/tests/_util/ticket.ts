import { SignJWT } from 'jose';
import { ticketAudience, ticketIssuer, ticketTtlSeconds, type TicketClaims } from '../../../protocol/ticket.ts';
import { ticketSecret } from './test-config.ts';

/** A ticket as the site signs them. */
export function ticket(claims: TicketClaims = { scope: 'site' }, secret: string = ticketSecret): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ticketIssuer)
    .setAudience(ticketAudience)
    .setIssuedAt()
    .setExpirationTime(`${ticketTtlSeconds}s`)
    .sign(Buffer.from(secret));
}

export async function bearer(claims?: TicketClaims): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await ticket(claims)}` };
}
