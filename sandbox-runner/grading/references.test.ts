import { expect, test } from 'vitest';
import { isMadeFrom, isSameReference } from './references.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['hello-world', 'hello-world:latest'],
  ['docker.io/library/busybox:1.36', 'busybox:1.36'],
  ['index.docker.io/bitnami/nginx', 'bitnami/nginx:latest'],
  ['localhost:5000/app', 'localhost:5000/app:latest'],
  [`nginx@${digest}`, `library/nginx@${digest}`],
])('%s is %s', (a, b) => {
  expect(isSameReference(a, b)).toBe(true);
});

test.each([
  ['busybox', 'busybox:1.36'],
  ['nginx', 'bitnami/nginx'],
  ['app', 'localhost:5000/app'],
  ['nginx', `nginx@${digest}`],
  ['', 'nginx'],
])('%s is not %s', (a, b) => {
  expect(isSameReference(a, b)).toBe(false);
});

test.each([
  [`nginx:1@${digest}`, 'nginx:1'],
  [`docker.io/library/nginx:latest@${digest}`, 'nginx'],
  [`localhost:5000/app:2@${digest}`, 'localhost:5000/app:2'],
  [`nginx:1@${digest}`, `nginx@${digest}`],
  ['nginx:1', 'nginx:1'],
])('what is made from %s is made from %s', (used, typed) => {
  expect(isMadeFrom(used, typed)).toBe(true);
});

test.each([
  [`nginx:1@${digest}`, 'nginx:2'],
  [`nginx@${digest}`, 'nginx'],
  [`localhost:5000/app@${digest}`, 'localhost:5000/app'],
  ['nginx:1', `nginx@${digest}`],
])('what is made from %s is not made from %s', (used, typed) => {
  expect(isMadeFrom(used, typed)).toBe(false);
});
