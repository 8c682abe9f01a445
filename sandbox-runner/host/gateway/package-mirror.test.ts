import { expect, test } from 'vitest';
import { targetOf } from './package-mirror.ts';

const archives = new Map([['debian', new URL('http://mirror.example/pub/debian/')]] as const);

test('maps an archive’s path to the machine’s mirror', () => {
  expect(targetOf('/debian/dists/trixie/InRelease', archives)?.href).toBe(
    'http://mirror.example/pub/debian/dists/trixie/InRelease',
  );
  expect(targetOf('/debian/pool/main/g/gcc/g%2b%2b_4%3a14-1~x_amd64.deb', archives)?.pathname).toBe(
    '/pub/debian/pool/main/g/gcc/g%2b%2b_4%3a14-1~x_amd64.deb',
  );
});

test('serves nothing beside the archives', () => {
  const paths = [
    '/',
    '/debian',
    '/other/x',
    '/debian-security/dists/x',
    '/debian/../secret',
    '/debian/%2e%2e/secret',
    '/debian/a/..',
    '/debian/a%2f..%2fb',
    '/debian/a?b=c',
    'http://elsewhere.example/debian/x',
    '/debian/a%0d%0ab',
    '/debian/a\\b',
  ];
  for (const path of paths) expect(targetOf(path, archives), path).toBeUndefined();
});
