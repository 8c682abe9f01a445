import { expect, test } from 'vitest';
import { cgroupDirs, parseHierarchies } from './delegate-cgroup.ts';

const id = 'c0ffee'.repeat(10);

const v1Mounts = [
  '30 25 0:26 / /sys/fs/cgroup ro shared:1 - tmpfs tmpfs rw,mode=755',
  '31 30 0:27 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct',
  '32 30 0:28 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
  '33 30 0:29 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,name=systemd',
  '34 30 0:30 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
].join('\n');

test('v1: every controller once, and neither the unified hierarchy nor paths of others', () => {
  const membership = [
    `4:memory:/slipway-1/${id}`,
    `3:cpu,cpuacct:/slipway-1/${id}`,
    `2:name=systemd:/slipway-1/${id}`,
    '1:pids:/',
    `0::/slipway-1/${id}`,
  ].join('\n');
  expect(cgroupDirs(membership, parseHierarchies(v1Mounts), id, 'v1').sort()).toEqual([
    `/sys/fs/cgroup/cpu,cpuacct/slipway-1/${id}`,
    `/sys/fs/cgroup/memory/slipway-1/${id}`,
    `/sys/fs/cgroup/systemd/slipway-1/${id}`,
  ]);
});

test('v2: the scope itself, also when init has moved to its leaf', () => {
  const hierarchies = parseHierarchies('30 25 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate');
  const scope = `/sys/fs/cgroup/slipway.slice/docker-${id}.scope`;
  expect(cgroupDirs(`0::/slipway.slice/docker-${id}.scope\n`, hierarchies, id, 'v2')).toEqual([scope]);
  expect(cgroupDirs(`0::/slipway.slice/docker-${id}.scope/init\n`, hierarchies, id, 'v2')).toEqual([scope]);
});

test('the root of the host, or a cgroup below the sandbox, is never handed out', () => {
  const hierarchies = parseHierarchies('30 25 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw');
  expect(cgroupDirs('0::/\n', hierarchies, id, 'v2')).toEqual([]);
  expect(cgroupDirs(`0::/docker-${id}.scope/docker/inner\n`, hierarchies, id, 'v2')).toEqual([]);
  expect(cgroupDirs('', parseHierarchies(v1Mounts), id, 'v1')).toEqual([]);
});
