import { expect, test } from 'vitest';
import { frameSource, previewTemplate, readTarget, targetOfHost, type PreviewSettings } from './address.ts';

const local: PreviewSettings = { domain: 'localhost', isDomainChosen: false, port: undefined };
const classroom: PreviewSettings = { ...local, port: 3001 };
const named: PreviewSettings = { domain: 'preview.example.org', isDomainChosen: true, port: undefined };
const key = 'k'.repeat(44);
const opened = (host: string, isSecure = false) => ({ host, isSecure });

test('on the machine itself, previews have names below localhost', () => {
  for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000']) {
    expect(previewTemplate(key, opened(host), classroom)).toBe(`http://{port}--${key}.localhost:3000/`);
    expect(frameSource(opened(host), classroom)).toBe('http://*.localhost:3000');
  }
});

test('opened by an address or a name without others below it, previews have a port of their own', () => {
  expect(previewTemplate(key, opened('10.1.2.3:3000'), classroom)).toBe(`http://10.1.2.3:3001/~/${key}/{port}/`);
  expect(previewTemplate(key, opened('class.local:3000'), classroom)).toBe(`http://class.local:3001/~/${key}/{port}/`);
  expect(previewTemplate(key, opened('[fd00::1]:3000'), classroom)).toBe(`http://[fd00::1]:3001/~/${key}/{port}/`);
  expect(frameSource(opened('10.1.2.3:3000'), classroom)).toBe('http://10.1.2.3:3001');
  expect(previewTemplate(key, opened('localhost:3000'), { ...classroom, domain: '' })).toContain('//localhost:3001/~/');
});

test('without names and without a second port, or by TLS without names, there is no way', () => {
  expect(previewTemplate(key, opened('10.1.2.3:3000'), local)).toBeNull();
  expect(previewTemplate(key, opened('learn.example.org', true), classroom)).toBeNull();
  expect(frameSource(opened('10.1.2.3:3000'), local)).toBe("'none'");
});

test('a domain of the operator holds however the page was opened, with its scheme and port', () => {
  expect(previewTemplate(key, opened('learn.example.org', true), named)).toBe(
    `https://{port}--${key}.preview.example.org/`,
  );
  expect(previewTemplate(key, opened('10.1.2.3:3000'), named)).toBe(`http://{port}--${key}.preview.example.org:3000/`);
});

test('a Host names a preview or the site', () => {
  expect(targetOfHost(`8080--${key}.localhost:3000`, local)).toEqual({ port: 8080, key });
  expect(targetOfHost(`8080--${key}.LOCALHOST`, local)).toEqual({ port: 8080, key });
  for (const host of [
    undefined,
    'localhost:3000',
    'x.localhost',
    `0--${key}.localhost`,
    `65536--${key}.localhost`,
    `8080--${key}.other.org`,
    `8080--${key}localhost`,
    `a.8080--${key}.localhost`,
  ])
    expect(targetOfHost(host, local)).toBeUndefined();
  expect(targetOfHost(`8080--${key}.localhost`, named)).toBeUndefined();
  expect(readTarget('8080--')).toBeUndefined();
});
