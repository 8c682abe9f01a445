// The engine's programs, where Debian's packages can't be installed beside what the operator has (docker-ce and its
// containerd.io conflict with docker.io, containerd and runc, and apt would remove the operator's Docker). Plain JavaScript, because
// bootstrap.mjs uses it before anything is installed.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's packages of the engine: nothing in them but programs is needed. */
const enginePackages = ['docker.io', 'docker-cli', 'docker-buildx', 'containerd', 'runc'];
/** Below the checkout; sandbox-runner/host/command.ts looks there first. */
export const engineFolder = '.slipway-engine';

export const isOfEngine = (name) => enginePackages.includes(name);
const mark = (folder, name) => join(folder, `${name}.unpacked`);
/** Was the package unpacked into the folder, and all that it depends on installed? */
export const isUnpacked = (folder, name) => existsSync(mark(folder, name));
/** To be called once what the packages depend on is installed. */
export function markUnpacked(folder, names) {
  for (const name of names) writeFileSync(mark(folder, name), '');
}

/** Packages that `apt-get --simulate install` says it would remove. */
export function removals(simulation) {
  return [...simulation.matchAll(/^Remv (\S+)/gm)].map(([, name]) => name);
}

/**
 * Names in a Depends field without versions and without `except`; of alternatives the first that is installed, or else known.
 */
export function dependencies(field, { except, isInstalled, isKnown }) {
  const names = field
    .split(',')
    .map((one) => one.split('|').map((name) => name.trim().replace(/[\s:(].*$/, '')))
    .filter((alternatives) => alternatives[0] !== '' && !alternatives.some((name) => except.includes(name)))
    .map((alternatives) => alternatives.find(isInstalled) ?? alternatives.find(isKnown) ?? alternatives[0]);
  return [...new Set(names)];
}

/**
 * Unpacks Debian packages into `folder` without installing them, so that no other package notices. Returns their Depends fields.
 * `run(file, argv, options)` runs a program, returns its output and throws when it fails.
 */
export function unpackPackages(names, folder, run) {
  const downloads = mkdtempSync(join(tmpdir(), 'slipway-engine-'));
  try {
    run('apt-get', ['download', '-q', ...names], { cwd: downloads });
    mkdirSync(folder, { recursive: true });
    const archives = readdirSync(downloads).filter((name) => name.endsWith('.deb'));
    for (const archive of archives) run('dpkg-deb', ['--extract', join(downloads, archive), folder]);
    return archives
      .map((archive) => run('dpkg-deb', ['--field', join(downloads, archive), 'Depends']).trim())
      .join(', ');
  } finally {
    rmSync(downloads, { recursive: true, force: true });
  }
}
