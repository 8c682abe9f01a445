import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { npmTargetOf, replacing } from './npm-site.ts';

const registry = new URL('https://mirror.example/npm/');

test('maps packages, versions and archives to the machine’s registry', () => {
  const of = (path: string): string | undefined => npmTargetOf(path, registry)?.href;
  expect(of('/express')).toBe('https://mirror.example/npm/express');
  expect(of('/@types%2fnode')).toBe('https://mirror.example/npm/@types%2fnode');
  expect(of('/@types/node')).toBe('https://mirror.example/npm/@types%2fnode');
  expect(of('/express/5.0.0')).toBe('https://mirror.example/npm/express/5.0.0');
  expect(of('/express/-/express-5.0.0.tgz')).toBe('https://mirror.example/npm/express/-/express-5.0.0.tgz');
  expect(of('/@types/node/-/node-20.0.0.tgz')).toBe('https://mirror.example/npm/@types/node/-/node-20.0.0.tgz');
});

test('nothing else of a registry is served', () => {
  const paths = [
    '/',
    '/-/ping',
    '/-/v1/search?text=x',
    '/-/npm/v1/user',
    '/-/whoami',
    '/-/user/token',
    '/express?write=true',
    '/express/-/../x.tgz',
    '/express/..',
    '/../secret',
    '/..%2fsecret',
    '/.hidden',
    '/express/-',
    '/express/-rev/1',
    '/a/b/c',
    'https://elsewhere.example/x',
    '/express%0d%0ax',
    '/@types%2f..',
  ];
  for (const path of paths) expect(npmTargetOf(path, registry), path).toBeUndefined();
});

test('replaces an address wherever the chunks are cut', async () => {
  const whole = '{"a":"https://m.example/x.tgz","b":"https://m.example/y.tgz","c":"https://m.exampl"}';
  for (let size = 1; size <= whole.length; size += 1) {
    const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
      Buffer.from(whole.slice(i * size, (i + 1) * size)),
    );
    const result = await text(Readable.from(chunks).pipe(replacing('https://m.example/', 'http://n/')));
    expect(result).toBe('{"a":"http://n/x.tgz","b":"http://n/y.tgz","c":"https://m.exampl"}');
  }
});
