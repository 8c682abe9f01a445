import { expect, test } from 'vitest';
import { accountOf } from './learner-account.ts';
import { decidePush } from './push-policy.ts';

const key = Buffer.alloc(32, 7);
const ada = accountOf(key, 'ada');
const bob = accountOf(key, 'bob');
const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
const as = ({ name, password } = ada) => basic(name, password);
const decide = (method: string, path: string, authorization: string | undefined = as()) =>
  decidePush({ method, path, authorization }, key);

test('an account follows from the key and the learner, and differs from every other', () => {
  expect(accountOf(key, 'ada')).toEqual(ada);
  expect(ada.name).toMatch(/^learner-[a-z0-9]{6}$/);
  expect(ada.password).toHaveLength(16);
  expect(accountOf(Buffer.alloc(32, 8), 'ada').password).not.toBe(ada.password);
  expect(bob.name).not.toBe(ada.name);
});

test('a login is let in, and only with its own password', () => {
  expect(decide('GET', '/v2/')).toEqual({ kind: 'pass', learner: ada.name, isUpload: false });
  for (const wrong of [
    undefined,
    'Basic',
    'Bearer abc',
    basic(ada.name, 'wrong'),
    basic(ada.name, bob.password),
    basic('admin', ada.password),
    basic(ada.name, ''),
  ])
    expect(decidePush({ method: 'GET', path: '/v2/', authorization: wrong }, key), wrong).toMatchObject({
      status: 401,
      code: 'UNAUTHORIZED',
    });
});

test('each writes below their own name, and reads what others have', () => {
  const upload = (name: string): string => `/v2/${name}/hello/blobs/uploads/?mount=sha256:00&from=x`;
  expect(decide('POST', upload(ada.name))).toMatchObject({ kind: 'pass', isUpload: true });
  expect(decide('PUT', `/v2/${ada.name}/a/b/manifests/1`)).toMatchObject({ kind: 'pass', isUpload: true });
  expect(decide('GET', `/v2/${bob.name}/hello/manifests/latest`)).toMatchObject({ kind: 'pass', isUpload: false });
  for (const other of [upload(bob.name), upload(`${ada.name}x`), '/v2/library/debian/manifests/latest'])
    expect(decide('PUT', other.replace(/\?.*/, '')), other).toMatchObject({ status: 403, code: 'DENIED' });
  expect(decide('PUT', `/v2/${ada.name}/../${bob.name}/hello/manifests/1`)).toMatchObject({ status: 404 });
  expect(decide('TRACE', `/v2/${ada.name}/hello/manifests/1`)).toMatchObject({ status: 403 });
});

test('nothing else of a registry is there', () => {
  for (const path of ['/', '/v2/_catalog', '/v1/', '/debug/vars', `/v2/${ada.name}/hello/secrets/x`, `/v2/${ada.name}`])
    expect(decide('GET', path), path).toMatchObject({ kind: 'refuse', status: 404 });
});
