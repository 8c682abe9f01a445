import { expect, test } from 'vitest';
import { parseNpmConfig } from './npm-registry.ts';

test('reads registry, certificates and proxy', () => {
  const config = {
    registry: 'https://mirror.example/npm',
    cafile: '/etc/ca.pem',
    proxy: 'http://proxy.example:3128/',
    'https-proxy': null,
    'other-setting': [1],
  };
  const read = parseNpmConfig(JSON.stringify(config));
  expect(read?.registry.href).toBe('https://mirror.example/npm/');
  expect(read?.cafile).toBe('/etc/ca.pem');
  expect(read?.proxy?.host).toBe('proxy.example:3128');
});

test('no proxy, no certificates', () => {
  const read = parseNpmConfig('{"registry":"http://mirror.example/","cafile":null,"proxy":"false"}');
  expect(read).toEqual({ registry: new URL('http://mirror.example/'), cafile: undefined, proxy: undefined });
});

test('what is no configuration is none', () => {
  for (const text of ['', 'npm error', '[]', '{}', '{"registry":"file:///srv"}'])
    expect(parseNpmConfig(text), text).toBeUndefined();
});
