import { expect, test } from 'vitest';
import { isSameReference } from './references.ts';

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
