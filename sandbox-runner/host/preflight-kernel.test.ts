import { expect, test } from 'vitest';
import { kernelProblems, type KernelTexts } from './preflight-kernel.ts';

const controllers = ['memory', 'cpu', 'pids', 'cpuset', 'devices', 'freezer'];
const v1: KernelTexts = {
  release: '6.1.0-18-amd64\n',
  maxUserNamespaces: '63000\n',
  unifiedControllers: undefined,
  cgroups: `#subsys_name\thierarchy\tnum_cgroups\tenabled\n${controllers.map((name) => `${name}\t3\t5\t1`).join('\n')}\n`,
  mountinfo: controllers.map((name) => `36 32 0:30 / /sys/fs/cgroup/${name} rw - cgroup cgroup rw,${name}`).join('\n'),
};
const v2: KernelTexts = {
  ...v1,
  unifiedControllers: 'cpuset cpu io memory hugetlb pids\n',
  cgroups: '',
  mountinfo: '',
};
const what = (texts: KernelTexts): string[] => kernelProblems(texts).map((problem) => problem.what);

test('machines with all features have no problem', () => {
  expect(what(v1)).toEqual([]);
  expect(what(v2)).toEqual([]);
  expect(what({ ...v1, release: '5.11.0' })).toEqual([]);
});

test('names what is missing', () => {
  expect(what({ ...v2, release: '5.10.0-28' })[0]).toContain('5.10.0-28');
  expect(what({ ...v2, maxUserNamespaces: '0' })).toEqual(['user namespaces are switched off']);
  expect(what({ ...v2, maxUserNamespaces: undefined })).toEqual(['user namespaces are switched off']);
  expect(what({ ...v2, unifiedControllers: 'cpuset cpu io pids' })).toEqual(['control groups lack memory']);
  expect(what({ ...v1, cgroups: v1.cgroups.replace('memory\t3\t5\t1', 'memory\t3\t5\t0') })).toEqual([
    'control groups lack memory',
  ]);
  expect(what({ ...v1, mountinfo: v1.mountinfo.replaceAll('freezer', 'other') })).toEqual([
    'control groups lack freezer',
  ]);
});

test('tells all problems at once, each with a remedy', () => {
  const problems = kernelProblems({ ...v1, release: '4.19', maxUserNamespaces: '10', cgroups: '' });
  expect(problems).toHaveLength(3);
  for (const problem of problems) expect(problem.remedy.length).toBeGreaterThan(10);
});
