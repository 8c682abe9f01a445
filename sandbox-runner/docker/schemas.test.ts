import { expect, test } from 'vitest';
import { containerDetailsSchema, containerListSchema } from './container-schemas.ts';
import { engineEventSchema } from './event-schema.ts';
import { imageListSchema } from './image-schemas.ts';

const id = 'ab'.repeat(32);
const item = {
  Id: id,
  Names: ['/other/alias', '/web'],
  Image: 'nginx',
  ImageID: `sha256:${id}`,
  State: 'running',
  Created: 7,
  Labels: { a: 'b' },
};

test('a container in a list', () => {
  expect(containerListSchema.parse([item])).toEqual([
    {
      ...{ id, name: 'web', image: 'nginx', imageId: `sha256:${id}`, state: 'running', status: '', createdAtMs: 7000 },
      ...{ labels: new Map([['a', 'b']]), networks: [], volumes: [] },
    },
  ]);
  expect(containerListSchema.parse([{ ...item, Names: null }])[0]?.name).toBe('');
});

test('texts are cut and lists bounded, quickly', () => {
  const list = containerListSchema.parse(Array.from({ length: 5000 }, () => ({ ...item, Image: 'x'.repeat(10_000) })));
  expect(list).toHaveLength(100);
  expect(list[0]?.image).toHaveLength(512);
});

test('a million wrong elements are one problem', () => {
  const result = containerListSchema.safeParse(Array.from({ length: 1_000_000 }, () => 1));
  expect(result.error?.issues).toHaveLength(1);
});

test.each([[null], ['x'], [{}], [[{ ...item, Id: '../../etc' }]], [[{ ...item, State: 5 }]]])(
  '%j is no list of containers',
  (value) => {
    expect(containerListSchema.safeParse(value).success).toBe(false);
  },
);

test('details', () => {
  const details = containerDetailsSchema.parse({
    Id: id,
    Name: '/web',
    Path: 'sh',
    Args: ['-c', 'date'],
    Image: `sha256:${id}`,
    State: { Status: 'created', ExitCode: 0, OOMKilled: false, Error: '', StartedAt: '0001-01-01T00:00:00Z' },
    Config: { Image: 'nginx', Tty: true, OpenStdin: false, Env: [] },
    HostConfig: { AutoRemove: false, Tmpfs: { '/scratch': 'size=1m', '/keys': 'ro,size=1m' } },
  });
  expect(details).toMatchObject({
    name: 'web',
    commandLine: 'sh -c date',
    wasStarted: false,
    hasTty: true,
    isInteractive: false,
    mounts: [
      { type: 'tmpfs', source: '', target: '/scratch', isWritable: true },
      { type: 'tmpfs', source: '', target: '/keys', isWritable: false },
    ],
  });
});

test('images without names', () => {
  expect(imageListSchema.parse([{ Id: id, RepoTags: ['<none>:<none>'], RepoDigests: null }])).toEqual([
    { id, tags: [], digests: [], sizeBytes: 0 },
  ]);
});

test('an event, and one that claims an odd exit code', () => {
  const event = (exitCode: string) => ({
    Type: 'container',
    Action: 'die',
    Actor: { ID: id, Attributes: { name: 'web', image: 'nginx', exitCode, x: 1 } },
    timeNano: 1.5e18,
  });
  expect(engineEventSchema.parse(event('137'))).toEqual({
    ...{ type: 'container', action: 'die', about: '', subject: id, name: 'web', image: 'nginx' },
    ...{ exitCode: 137, signal: undefined, container: '', execId: '', atMs: 1.5e12 },
  });
  expect(engineEventSchema.parse(event('-1e9')).exitCode).toBeUndefined();
});
