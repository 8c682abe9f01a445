import { parse } from 'yaml';
import { expect, test } from 'vitest';
import type { DescribedContainer, DescribedImage } from '../docker/export-schemas.ts';
import { composeFile } from './compose-file.ts';

const image: DescribedImage = {
  command: ['nginx', '-g', 'daemon off;'],
  entrypoint: ['/entry.sh'],
  env: ['PATH=/bin', 'NGINX_VERSION=1'],
  workingDir: '/',
  user: '',
};
const container = (fields: Partial<DescribedContainer> = {}): DescribedContainer => ({
  ...{ id: 'a'.repeat(64), name: 'web', imageId: 'b'.repeat(64), image: 'nginx:1' },
  ...{ command: image.command, entrypoint: image.entrypoint, env: image.env, workingDir: '/', user: '' },
  ...{ hasTty: false, isInteractive: false, service: '', networkMode: 'bridge', ports: [], restart: 'no' },
  ...{ restartTries: 0, memoryBytes: 0, nanoCpus: 0, isPrivileged: false, isReadOnly: false },
  ...{ mounts: [], networks: ['bridge'] },
  ...fields,
});
const compose = (...containers: DescribedContainer[]): unknown =>
  parse(composeFile(containers.map((one) => ({ container: one, image }))));

test('what a container has from its image is left out', () => {
  expect(compose(container())).toEqual({ services: { web: { image: 'nginx:1', container_name: 'web' } } });
});

test('what was asked for is there', () => {
  const written = compose(
    container({
      command: ['sh', '-c', 'echo $HOME'],
      env: [...image.env, 'GREETING=a $b'],
      ports: [
        { port: 80, protocol: 'tcp', hostIp: '0.0.0.0', hostPort: '8080' },
        { port: 53, protocol: 'udp', hostIp: '127.0.0.1', hostPort: '' },
        { port: 90, protocol: 'tcp', hostIp: '', hostPort: '' },
      ],
      mounts: [
        { type: 'volume', name: 'kept', source: '/var/lib', destination: '/data', isWritable: true },
        { type: 'volume', name: 'c'.repeat(64), source: '', destination: '/cache', isWritable: true },
        { type: 'bind', name: '', source: '/home/learner/site', destination: '/www', isWritable: false },
        { type: 'tmpfs', name: '', source: '', destination: '/tmp', isWritable: true },
      ],
      networks: ['bridge', 'my lab'],
      restart: 'on-failure',
      restartTries: 3,
      memoryBytes: 64 * 1024 * 1024,
      nanoCpus: 5e8,
      hasTty: true,
    }),
  );
  expect(written).toEqual({
    services: {
      web: {
        ...{ image: 'nginx:1', container_name: 'web', command: ['sh', '-c', 'echo $$HOME'] },
        environment: ['GREETING=a $$b'],
        ports: ['8080:80', '127.0.0.1::53/udp', '90'],
        volumes: ['kept:/data', '/cache', './files/site:/www:ro'],
        networks: ['my-lab'],
        ...{ restart: 'on-failure:3', mem_limit: 67108864, cpus: 0.5, tty: true },
      },
    },
    networks: { 'my-lab': { name: 'my lab' } },
    volumes: { kept: { name: 'kept' } },
  });
});

test('services of a Compose project keep their names, and two of one name are both there', () => {
  const written = compose(
    container({ service: 'db', name: 'app-db-1' }),
    container({ service: 'db', name: 'app-db-2' }),
  );
  expect(written).toEqual({ services: { db: { image: 'nginx:1' }, 'db-2': { image: 'nginx:1' } } });
});

test('without containers it is a Compose file all the same', () => {
  expect(compose()).toEqual({ services: {} });
});
