import { createSecretKey, type KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { errors, jwtVerify } from 'jose';
import { AppError } from '../../protocol/errors.ts';
import {
  ticketAudience,
  ticketClaimsSchema,
  ticketIssuer,
  ticketTtlSeconds,
  type TicketClaims,
} from '../../protocol/ticket.ts';

const clockToleranceSeconds = 5;

/** Reads the ticket of a request or an upgrade. Throws AppError unauthenticated, ticket_expired or ticket_invalid. */
export type ReadTicket = (request: IncomingMessage) => Promise<TicketClaims>;

export function ticketReader(secret: string): ReadTicket {
  const key = createSecretKey(Buffer.from(secret, 'utf8'));
  return async (request) => {
    const match = /^Bearer ([\w.-]{1,4096})$/.exec(request.headers.authorization ?? '');
    if (match?.[1] === undefined) throw new AppError('unauthenticated', 'no ticket in the Authorization header');
    return verifyTicket(key, match[1]);
  };
}

async function verifyTicket(key: KeyObject, ticket: string): Promise<TicketClaims> {
  try {
    const { payload } = await jwtVerify(ticket, key, {
      algorithms: ['HS256'],
      audience: ticketAudience,
      issuer: ticketIssuer,
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: ticketTtlSeconds,
      clockTolerance: clockToleranceSeconds,
    });
    const claims = ticketClaimsSchema.safeParse(payload);
    if (claims.success) return claims.data;
    throw new AppError('ticket_invalid', 'the ticket has other claims than it should');
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof errors.JWTExpired)
      throw new AppError('ticket_expired', 'the ticket has expired', { cause: error });
    throw new AppError('ticket_invalid', 'the ticket can not be verified', { cause: error });
  }
}
