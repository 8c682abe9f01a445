// First thing that every command of package.json but lint and format runs: plain JavaScript, because nothing is installed yet.
// Brings a fresh Debian machine with Node.js to where TypeScript can run (npm dependencies, root, system packages),
// then hands over to scripts/<command>.ts in this same process.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  dependencies,
  engineFolder,
  isOfEngine,
  isUnpacked,
  markUnpacked,
  removals,
  unpackPackages,
} from './engine-packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const engine = join(root, engineFolder);
const [command = 'start', ...args] = process.argv.slice(2);

/** What each command needs from Debian; a name with | is satisfied by the first alternative that apt knows. */
const runtimePackages = [
  'docker.io',
  'docker-cli|docker.io',
  'docker-buildx|docker.io',
  'containerd',
  'runc',
  'docker-registry',
  'mmdebstrap',
  'btrfs-progs',
  'iptables',
  'iproute2',
  'util-linux',
  'debian-archive-keyring',
  'ca-certificates',
  'postgresql',
  'passwd',
  'procps',
];
const testPackages = ['chromium', 'gcc', 'libc6-dev', 'git'];
const commands = {
  start: { packages: runtimePackages },
  dev: { packages: runtimePackages },
  test: { packages: [...runtimePackages, ...testPackages] },
  bench: { packages: [...runtimePackages, ...testPackages] },
  clean: { packages: [] },
  lesson: { packages: [], needsNoRoot: true },
  // Starts the product.
  'lesson preview': { packages: runtimePackages },
};

class Stop extends Error {}
const say = (line) => process.stdout.write(`${line}\n`);

function run(file, argv, options = {}) {
  const result = spawnSync(file, argv, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (result.error) throw new Stop(`${file} could not be run: ${result.error.message}`);
  if (result.status !== 0) {
    throw new Stop(
      `${file} ${argv.slice(0, 4).join(' ')} … failed (exit ${result.status}):\n${`${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n')}`,
    );
  }
  return result.stdout ?? '';
}

function timed(what, work) {
  const start = Date.now();
  process.stdout.write(`  ${what} …`);
  work();
  say(` ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // What npm's packages need (Prisma, ESLint); `engines` in package.json says the same.
  const isFit = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (!isFit) throw new Stop(`Slipway needs Node.js 20.19, 22.13 or 24 and newer. This is ${process.versions.node}.`);
  if (process.platform !== 'linux')
    throw new Stop('Slipway runs on Linux. On another system, use a Linux virtual machine.');
  if (process.arch !== 'x64') throw new Stop(`Slipway runs on x86-64 processors only. This one is ${process.arch}.`);
}

/** node_modules is right when it was installed from this very lock file. */
function ensureDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.slipway-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  timed('installing npm dependencies (about a minute)', () => {
    run('npm', ['ci', '--no-audit', '--no-fund'], {
      // Prisma's engine is ours (prisma/schema-engine.mjs) and the browser is Debian's: neither package may download one.
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'prisma/schema-engine.mjs'),
        CHECKPOINT_DISABLE: '1',
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
        NODE_ENV: 'development',
      },
    });
    writeFileSync(stamp, lock);
  });
}

function ensureRoot() {
  if (process.getuid() === 0) return;
  if (spawnSync('sudo', ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new Stop('Slipway needs root to make sandboxes. Run it as root, or install sudo.');
  say('  sandboxes need root: continuing with sudo');
  const keep = Object.keys(process.env).filter((name) =>
    /^(SLIPWAY_|LESSONS_DIR|DATABASE_URL|CI$|INIT_CWD$|UPDATE_SCREENSHOTS$)/.test(name),
  );
  // Ctrl-C reaches sudo's child through the terminal; this process only waits for its exit code.
  process.on('SIGINT', () => undefined);
  const result = spawnSync(
    'sudo',
    [`--preserve-env=${keep.join(',')}`, process.execPath, fileURLToPath(import.meta.url), command, ...args],
    { stdio: 'inherit', cwd: root },
  );
  process.exit(result.status ?? 1);
}

function isInstalled(name) {
  const result = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.trim() === 'installed';
}

const isKnown = (name) => {
  const result = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(result.stdout ?? '');
};

/** What apt would remove for these. */
function removedFor(names) {
  const apt = ['--simulate', 'install', '-y', '--no-install-recommends', ...names];
  return names.length === 0 ? [] : removals(spawnSync('apt-get', apt, { encoding: 'utf8' }).stdout ?? '');
}

/**
 * What to install so that nothing which the operator has is removed: the engine's packages are unpacked instead where
 * another Docker is installed, and what they depend on takes their place.
 */
function withoutRemovals(names) {
  const removed = removedFor(names);
  if (removed.length === 0) return { toInstall: names, unpacked: [] };
  const ofEngine = names.filter(isOfEngine);
  const others = names.filter((name) => !isOfEngine(name));
  let needed = '';
  if (ofEngine.length > 0)
    timed(`unpacking ${ofEngine.join(', ')} beside ${removed.join(', ')}, which stay`, () => {
      needed = unpackPackages(ofEngine, engine, run);
    });
  const except = [...ofEngine, 'init-system-helpers'];
  const lacking = dependencies(needed, { except, isInstalled, isKnown }).filter((name) => !isInstalled(name));
  const all = [...new Set([...others, ...lacking])];
  const still = removedFor(all);
  if (still.length > 0)
    throw new Stop(
      `To install ${all.join(', ')}, apt would remove ${still.join(', ')}. Slipway removes nothing of yours: ` +
        'use another machine, or make room for these packages by hand.',
    );
  return { toInstall: all, unpacked: ofEngine };
}

/** Installs what is missing, without starting or enabling the services that come along: ours are started by us only. */
function ensureSystemPackages(wanted) {
  if (wanted.length === 0) return;
  if (spawnSync('dpkg-query', ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new Stop(
      'This is not a Debian system: dpkg is missing. Slipway installs what it needs from Debian packages.',
    );
  const missing = wanted.filter((name) => !name.split('|').some((one) => isInstalled(one) || isUnpacked(engine, one)));
  if (missing.length === 0) return;
  timed('reading package lists', () => run('apt-get', ['update', '-q']));
  const names = [...new Set(missing.map((name) => name.split('|').find(isKnown) ?? name))];
  const { toInstall, unpacked } = withoutRemovals(names);
  if (toInstall.length > 0) installPackages(toInstall);
  markUnpacked(engine, unpacked);
}

const policyText = '#!/bin/sh\n# Of Slipway, while it installs packages: starts none of their services.\nexit 101\n';

function installPackages(names) {
  const hadPostgres = isInstalled('postgresql-common');
  const policy = '/usr/sbin/policy-rc.d';
  // One of ours was left by an installation that was killed.
  const ownPolicy = !existsSync(policy) || readFileSync(policy, 'utf8') === policyText;
  if (ownPolicy) writeFileSync(policy, policyText, { mode: 0o755 });
  try {
    timed(`installing ${names.join(', ')}`, () =>
      run('apt-get', ['install', '-y', '-q', '--no-install-recommends', '--no-remove', ...names], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }),
    );
  } finally {
    if (ownPolicy) rmSync(policy, { force: true });
  }
  const services = {
    'docker.io': ['docker.service', 'docker.socket', 'containerd.service'],
    'docker-registry': ['docker-registry.service'],
    postgresql: ['postgresql.service'],
  };
  if (existsSync('/run/systemd/system')) {
    for (const name of names)
      for (const unit of services[name] ?? []) spawnSync('systemctl', ['disable', '--now', unit], { stdio: 'ignore' });
  }
  // Debian makes a database cluster for everybody; ours has a data directory of its own.
  if (!hadPostgres && names.includes('postgresql')) {
    const clusters = spawnSync('pg_lsclusters', ['--no-header'], { encoding: 'utf8' }).stdout ?? '';
    for (const line of clusters.split('\n').filter(Boolean)) {
      const [version, name] = line.split(/\s+/);
      spawnSync('pg_dropcluster', ['--stop', version, name], { stdio: 'ignore' });
    }
  }
}

/** Whoever stops this meanwhile stops what it waits for; what it has to put back is put back first. */
const onStop = () => process.exit(130);
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

try {
  for (const signal of stopSignals) process.on(signal, onStop);
  const known = commands[`${command} ${args[0]}`] ?? commands[command];
  if (known === undefined) throw new Stop(`unknown command ${command}; use one of ${Object.keys(commands).join(', ')}`);
  checkNode();
  ensureDependencies();
  if (!known.needsNoRoot) ensureRoot();
  ensureSystemPackages(known.packages);
  // Signals that came while programs ran are handled now; after this, the command handles its own.
  await new Promise((resolve) => setImmediate(resolve));
  for (const signal of stopSignals) process.off(signal, onStop);
  // npm runs scripts in the checkout; an author names folders from where they are.
  if (command === 'lesson' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const { register } = await import('tsx/esm/api');
  register();
  await import(join(root, 'scripts', `${command}.ts`)).then((module) => module.main(args));
} catch (error) {
  process.stderr.write(
    error instanceof Stop
      ? `\nslipway: ${error.message}\n`
      : `\nslipway: ${error?.name === 'AppError' ? error.message : (error?.stack ?? error)}\n`,
  );
  process.exit(1);
}
