import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dependencies, isUnpacked, markUnpacked, removals, unpackPackages } from './engine-packages.mjs';

test('what apt would remove is read from its simulation', () => {
  const simulation = `The following packages will be REMOVED:
  containerd.io docker-ce
The following NEW packages will be installed:
  containerd docker.io runc
Remv docker-ce [5:27.3.1-1~debian.12~bookworm]
Remv containerd.io [1.7.22-1]
Inst runc (1.1.5+ds1-1+deb12u1 Debian:12.8/stable [amd64])
Conf runc (1.1.5+ds1-1+deb12u1 Debian:12.8/stable [amd64])
`;
  expect(removals(simulation)).toEqual(['docker-ce', 'containerd.io']);
  expect(removals('0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n')).toEqual([]);
});

test('what unpacked packages depend on is installed in their place, without themselves', () => {
  const field =
    'libc6 (>= 2.34), libdevmapper1.02.1 (>= 2:1.02.97), adduser, containerd (>= 1.4~), lsb-base | sysvinit-utils, runc (>= 1.0.0~rc8~), a-thing:any | other, libc6 (>= 2.3)';
  const except = ['docker.io', 'containerd', 'runc'];
  const isInstalled = (name: string): boolean => ['libc6', 'sysvinit-utils'].includes(name);
  expect(dependencies(field, { except, isInstalled, isKnown: (name: string) => name === 'other' })).toEqual([
    'libc6',
    'libdevmapper1.02.1',
    'adduser',
    'sysvinit-utils',
    'other',
  ]);
  expect(dependencies('', { except, isInstalled, isKnown: () => true })).toEqual([]);
});

test('packages are unpacked into a folder, and nothing is left of the download', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-unpack-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const source = join(folder, 'source');
  mkdirSync(join(source, 'DEBIAN'), { recursive: true });
  mkdirSync(join(source, 'usr/bin'), { recursive: true });
  writeFileSync(join(source, 'usr/bin/runc'), '#!/bin/sh\n');
  chmodSync(join(source, 'usr/bin/runc'), 0o755);
  writeFileSync(
    join(source, 'DEBIAN/control'),
    'Package: runc\nVersion: 1\nArchitecture: all\nMaintainer: none <none@example.org>\nDepends: libc6, libseccomp2\nDescription: test\n',
  );
  let downloads = '';
  // A package of our own stands for the mirror's; the rest is what dpkg-deb does.
  const run = (file: string, argv: readonly string[], options: { cwd?: string } = {}): string => {
    if (file !== 'apt-get') return execFileSync(file, argv, { encoding: 'utf8' });
    downloads = options.cwd ?? '';
    return execFileSync('dpkg-deb', ['--build', source, join(downloads, 'runc_1_all.deb')], { encoding: 'utf8' });
  };
  const into = join(folder, 'engine');
  expect(unpackPackages(['runc'], into, run)).toBe('libc6, libseccomp2');
  expect(readdirSync(join(into, 'usr/bin'))).toEqual(['runc']);
  // Only when what it depends on is installed, too.
  expect(isUnpacked(into, 'runc')).toBe(false);
  markUnpacked(into, ['runc']);
  expect(isUnpacked(into, 'runc')).toBe(true);
  expect(existsSync(downloads)).toBe(false);
});
