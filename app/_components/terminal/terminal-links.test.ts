import { expect, test } from 'vitest';
import { allLinks, localAddresses, localPort } from './terminal-links.ts';

test.each([
  ['http://localhost:8080', 8080],
  ['http://127.0.0.1:3000/x?y=1', 3000],
  ['127.0.0.2:99', 99],
  ['0.0.0.0:8080', 8080],
  ['[::]:8080', 8080],
  ['http://[::1]:5000/', 5000],
  ['http://localhost/', 80],
  ['https://localhost', 443],
  ['https://example.com:8080', null],
  ['http://localhost.example.com:8080', null],
  ['http://localhost@example.com:8080', null],
  ['not a link', null],
])('%s → %s', (uri, port) => {
  expect(localPort(uri)).toBe(port);
});

test('the ports that docker ps shows are found, parts of links and other numbers are not', () => {
  const line =
    '6446 nginx "nginx" Up 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp  web http://localhost:9/ 10.127.0.0.1:5 localhost:99999';
  expect(localAddresses(line).map(({ text }) => text)).toEqual(['0.0.0.0:8080', '[::]:8080']);
});

test('links in view: each once, the last first, without the full stop after them', () => {
  const text =
    'See https://docs.docker.com/get-started/.\nServing on localhost:8080 (http://localhost:8080)\nlocalhost:8080';
  expect(allLinks(text)).toEqual(['localhost:8080', 'http://localhost:8080', 'https://docs.docker.com/get-started/']);
});
