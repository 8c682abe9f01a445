import { expect, test } from 'vitest';
import { match } from './router.ts';

test('a path fits its pattern part by part', () => {
  expect(match('/v1/sandboxes/:id', '/v1/sandboxes/abc')).toEqual({ id: 'abc' });
  expect(match('/v1/sandboxes/:id/terminals/:name', '/v1/sandboxes/abc/terminals/main')).toEqual({
    id: 'abc',
    name: 'main',
  });
  expect(match('/v1/sandboxes', '/v1/sandboxes/')).toBeUndefined();
  expect(match('/v1/sandboxes/:id', '/v1/sandboxes/a/b')).toBeUndefined();
});

test('a parameter is a plain name: nothing encoded, nothing that leads elsewhere', () => {
  for (const bad of ['', '..', '%2e%2e', 'A', 'a.b', 'x'.repeat(64), '%00']) {
    expect(match('/v1/sandboxes/:id', `/v1/sandboxes/${bad}`)).toBeUndefined();
  }
});
