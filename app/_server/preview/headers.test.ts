import { expect, test } from 'vitest';
import { requestHeaders, responseHeaders, type PreviewPlace } from './headers.ts';

const key = 'k'.repeat(44);
const named: PreviewPlace = { port: 8080, key, origin: `http://8080--${key}.localhost:3000`, isShared: false };
const shared: PreviewPlace = { port: 8080, key, origin: 'http://10.1.2.3:3001', isShared: true };
const asked = (place: PreviewPlace, ...raw: string[]) => requestHeaders(raw, place).slice(2);
const answered = (place: PreviewPlace, ...raw: string[]) =>
  responseHeaders(['referrer-policy', 'no-referrer', ...raw], place).slice(2);

test('the server sees itself as localhost', () => {
  expect(requestHeaders(['Host', 'x'], named)).toEqual(['host', 'localhost:8080']);
  expect(asked(named, 'Origin', named.origin)).toEqual(['origin', 'http://localhost:8080']);
  expect(asked(named, 'Origin', `http://5173--${key}.localhost:3000`)).toEqual(['origin', 'http://localhost:5173']);
  expect(asked(named, 'Origin', `http://5173--${key}.localhost:4000`)).toEqual([
    'origin',
    `http://5173--${key}.localhost:4000`,
  ]);
  expect(asked(named, 'Origin', 'http://localhost:3000')).toEqual(['origin', 'http://localhost:3000']);
  expect(asked(named, 'Origin', 'null')).toEqual(['origin', 'null']);
  expect(asked(shared, 'Referer', 'http://10.1.2.3:3001/a?b')).toEqual(['referer', 'http://localhost:8080/a?b']);
});

test('cookies of the site stay here, and those of the page go on', () => {
  expect(asked(shared, 'Cookie', 'a=1; slipway_learner=secret; slipway_preview=x; b=2')).toEqual([
    'cookie',
    'a=1; b=2',
  ]);
  expect(asked(shared, 'Cookie', 'slipway_learner=secret')).toEqual([]);
  expect(answered(shared, 'Set-Cookie', 'slipway_learner=mine; Path=/')).toEqual([]);
  expect(answered(named, 'Set-Cookie', 'a=1; Domain=localhost; Path=/', 'Set-Cookie', 'b=2')).toEqual([
    ...['Set-Cookie', 'a=1; Path=/; SameSite=None; Secure; Partitioned'],
    ...['Set-Cookie', 'b=2; SameSite=None; Secure; Partitioned'],
  ]);
  const strict = 'a=secure; secure; SameSite=Strict; HttpOnly';
  expect(answered(named, 'Set-Cookie', strict)[1]).toBe('a=secure; HttpOnly; SameSite=None; Secure; Partitioned');
  expect(answered(shared, 'Set-Cookie', strict)[1]).toBe(strict);
});

test('what would reach beyond the preview or forbid its frame is left out', () => {
  const dropped = [
    'Strict-Transport-Security',
    'Clear-Site-Data',
    'X-Frame-Options',
    'Connection',
    'Transfer-Encoding',
  ];
  expect(answered(named, ...dropped.flatMap((name) => [name, 'x']))).toEqual([]);
  expect(answered(named, 'Content-Security-Policy', "default-src 'self'; frame-ancestors 'none'; img-src *")).toEqual([
    'Content-Security-Policy',
    "default-src 'self'; img-src *",
  ]);
  expect(responseHeaders([], named)).toEqual(['referrer-policy', 'same-origin']);
});

test('a redirect to localhost leads to the preview', () => {
  const to = (place: PreviewPlace, location: string) => answered(place, 'Location', location)[1];
  expect(to(named, '/next')).toBe('/next');
  expect(to(named, 'http://localhost:8080/next?a=b')).toBe('/next?a=b');
  expect(to(named, 'http://localhost/dir/')).toBe('/dir/');
  expect(to(named, 'http://localhost')).toBe('/');
  expect(to(named, 'http://127.0.0.1:5000/x')).toBe(`http://5000--${key}.localhost:3000/x`);
  expect(to(shared, 'http://localhost:5000/x')).toBe(`/~/${key}/5000/x`);
  expect(to(named, 'https://example.org/x')).toBe('https://example.org/x');
  expect(to(named, 'http://localhost.evil.org/')).toBe('http://localhost.evil.org/');
});
