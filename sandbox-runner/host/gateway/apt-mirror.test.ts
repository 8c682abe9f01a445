import { expect, test } from 'vitest';
import { parseProxy, parseTargets } from './apt-mirror.ts';

test('finds the main and the security archive among other sources', () => {
  const text = [
    'https://other.example/apt/\tOther\tDebian',
    'http://mirror.example/debian\tDebian\tDebian',
    'http://second.example/debian/\tDebian\tDebian',
    'http://mirror.example/debian-security/\tDebian\tDebian-Security',
    'file:/srv/debian/\tDebian\tDebian Backports',
    '',
  ].join('\n');
  expect([...parseTargets(text)].map(([name, url]) => `${name} ${url.href}`)).toEqual([
    'debian http://mirror.example/debian/',
    'debian-security http://mirror.example/debian-security/',
  ]);
});

test('a machine without Debian’s archive has none', () => {
  expect(parseTargets('cdrom:[Debian]/\tDebian\tDebian\n').size).toBe(0);
});

test('reads the proxy', () => {
  expect(parseProxy('Acquire::http::Proxy\thttp://10.0.0.1:3142\n')?.host).toBe('10.0.0.1:3142');
  expect(parseProxy('Acquire::http::Proxy\tDIRECT\nAcquire::https::Proxy\thttp://x:1\n')).toBeUndefined();
});
