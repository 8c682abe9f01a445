import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { requireOwnOrigin } from './origin.ts';

const refused = (origin: string | null, host: string | null, publicOrigins: readonly string[] = []): boolean => {
  try {
    requireOwnOrigin(origin, host, publicOrigins);
    return false;
  } catch {
    return true;
  }
};

test('a page that came from this machine by address or name is ours', () => {
  for (const host of [
    '127.0.0.1:3000',
    'localhost:3000',
    '[::1]:3000',
    '192.168.1.20',
    `${hostname()}:3000`,
    `${hostname()}.local`,
  ])
    expect(refused(`http://${host}`, host), host).toBe(false);
});

test('another origin, no origin and an opaque one are not', () => {
  expect(refused('http://evil.example', '127.0.0.1:3000')).toBe(true);
  expect(refused('http://127.0.0.1:4000', '127.0.0.1:3000')).toBe(true);
  expect(refused(null, '127.0.0.1:3000')).toBe(true);
  expect(refused('null', '127.0.0.1:3000')).toBe(true);
  expect(refused('http://127.0.0.1:3000', null)).toBe(true);
});

test('a foreign name that resolves to this machine is not ours (DNS rebinding), unless the operator says so', () => {
  expect(refused('http://evil.example:3000', 'evil.example:3000')).toBe(true);
  expect(refused('http://127.0.0.1.evil.example', '127.0.0.1.evil.example')).toBe(true);
  expect(refused('http://learn.example', 'learn.example', ['http://learn.example'])).toBe(false);
});

test('behind a proxy that ends TLS the public origin counts, not the Host', () => {
  expect(refused('https://learn.example', '127.0.0.1:3000', ['https://learn.example'])).toBe(false);
});
