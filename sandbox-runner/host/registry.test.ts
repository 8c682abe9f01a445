import { expect, test } from 'vitest';
import { parseReference } from './registry.ts';

test('reads names as Docker Hub does', () => {
  expect(parseReference('hello-world')).toEqual({
    repository: 'library/hello-world',
    tag: 'latest',
    digest: undefined,
  });
  expect(parseReference('debian:13')).toMatchObject({ repository: 'library/debian', tag: '13' });
  expect(parseReference('docker.io/library/debian:13-slim')).toMatchObject({
    repository: 'library/debian',
    tag: '13-slim',
  });
  expect(parseReference('course/web:1')).toMatchObject({ repository: 'course/web', tag: '1' });
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(parseReference(`busybox@${digest}`)).toMatchObject({ repository: 'library/busybox', digest });
});

test('knows nothing of other registries, and of names that are paths', () => {
  for (const bad of [
    'quay.io/a/b',
    'localhost/x',
    '../../etc/passwd',
    'a/../b',
    '',
    'A',
    'a:b:c',
    '/a',
    'a//b',
    'a:../x',
  ]) {
    expect(parseReference(bad), bad).toBeUndefined();
  }
});
