import type { IncomingMessage } from 'node:http';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import type { AppError } from '../../protocol/errors.ts';
import { ticketAudience, ticketIssuer } from '../../protocol/ticket.ts';
import { ticketReader } from './auth.ts';

const secret = 's'.repeat(32);
const read = ticketReader(secret);

interface Ticket {
  readonly claims?: Record<string, unknown>;
  readonly key?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly issuedSecondsAgo?: number;
  readonly ttlSeconds?: number;
}

async function outcome(ticket: Ticket | string): Promise<unknown> {
  const authorization = typeof ticket === 'string' ? ticket : `Bearer ${await sign(ticket)}`;
  const request = { headers: { authorization } } as unknown as IncomingMessage;
  return read(request).catch((error: unknown) => (error as AppError).code);
}

function sign(ticket: Ticket): Promise<string> {
  const issued = Math.floor(Date.now() / 1000) - (ticket.issuedSecondsAgo ?? 0);
  return new SignJWT(ticket.claims ?? { scope: 'site' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ticket.issuer ?? ticketIssuer)
    .setAudience(ticket.audience ?? ticketAudience)
    .setIssuedAt(issued)
    .setExpirationTime(issued + (ticket.ttlSeconds ?? 30))
    .sign(Buffer.from(ticket.key ?? secret));
}

test('a good ticket is read', async () => {
  expect(await outcome({})).toEqual({ scope: 'site' });
});

test('no ticket, or something else in its place', async () => {
  for (const header of ['', 'Bearer', 'Basic eDp5', 'Bearer a b', `Bearer ${'x'.repeat(5000)}`]) {
    expect(await outcome(header)).toBe('unauthenticated');
  }
  expect(await outcome('Bearer not.a.ticket')).toBe('ticket_invalid');
});

test('expired, too old however long it says it lives, or from the future', async () => {
  expect(await outcome({ issuedSecondsAgo: 60 })).toBe('ticket_expired');
  expect(await outcome({ issuedSecondsAgo: 60, ttlSeconds: 3600 })).toBe('ticket_expired');
  expect(await outcome({ issuedSecondsAgo: -60 })).toBe('ticket_invalid');
});

test('signed by somebody else, or for somebody else', async () => {
  expect(await outcome({ key: 'x'.repeat(32) })).toBe('ticket_invalid');
  expect(await outcome({ issuer: 'other' })).toBe('ticket_invalid');
  expect(await outcome({ audience: 'other' })).toBe('ticket_invalid');
});

test('unsigned', async () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { scope: 'site', iss: ticketIssuer, aud: ticketAudience, iat: now, exp: now + 30 };
  expect(await outcome(`Bearer ${part({ alg: 'none' })}.${part(claims)}.`)).toBe('ticket_invalid');
});

test('claims that are not ours', async () => {
  expect(await outcome({ claims: { scope: 'root' } })).toBe('ticket_invalid');
  expect(await outcome({ claims: { scope: 'terminal', sandboxId: '../..' } })).toBe('ticket_invalid');
});
