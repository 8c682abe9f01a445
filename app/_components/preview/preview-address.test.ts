import { expect, test } from 'vitest';
import { previewUrl, readAddress } from './preview-address.ts';

test('what a learner types as an address', () => {
  expect(readAddress('localhost:8080/a?b=c', null)).toEqual({ port: 8080, path: '/a?b=c' });
  expect(readAddress(' http://localhost:8080 ', null)).toEqual({ port: 8080, path: '/' });
  expect(readAddress('http://127.0.0.1:3000/x', null)).toEqual({ port: 3000, path: '/x' });
  expect(readAddress(':8080', null)).toEqual({ port: 8080, path: '/' });
  expect(readAddress('8080/x', null)).toEqual({ port: 8080, path: '/x' });
  expect(readAddress('/only/path', 8080)).toEqual({ port: 8080, path: '/only/path' });
  expect(readAddress('http://localhost/', null)).toEqual({ port: 80, path: '/' });
  for (const odd of ['', '/path', 'example.org', 'localhost:0', 'localhost:99999', 'localhost:8080x', 'javascript:1'])
    expect(readAddress(odd, null)).toBeUndefined();
});

test('a path stays below its preview', () => {
  const template = 'http://{port}--key.localhost:3000/';
  expect(previewUrl(template, { port: 8080, path: '/a' })).toBe('http://8080--key.localhost:3000/a');
  expect(previewUrl(template, { port: 8080, path: '//evil.example' })).toBe(
    'http://8080--key.localhost:3000/evil.example',
  );
});
