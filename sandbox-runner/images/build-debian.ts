import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { run } from '../host/command.ts';
import { removeTree } from '../host/remove-tree.ts';
import { packagesHost } from '../host/gateway/hosts.ts';
import { archiveNames, readAptMirror, type AptMirror } from '../host/gateway/apt-mirror.ts';

export interface BuildDebian {
  readonly suite: string;
  readonly include: readonly string[];
  /** A directory for the archive, some 100 MB. */
  readonly tmp: string;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** What official slim images leave out as well; a container needs no manual pages. */
const leftOut = [
  '/usr/share/man/*',
  '/usr/share/doc/*',
  '/usr/share/info/*',
  '/usr/share/lintian/*',
  '/usr/share/locale/*',
];
const timeoutMs = 20 * 60_000;

/** Makes a root from Debian's packages through this machine's mirror, and hands the tar archive to `use`. */
export async function buildDebian(options: BuildDebian, use: (archive: string) => Promise<void>): Promise<void> {
  const { suite, include, signal, onLine } = options;
  const mirror = await readAptMirror();
  await mkdir(options.tmp, { recursive: true });
  const dir = await mkdtemp(join(options.tmp, 'debian-'));
  const archive = join(dir, 'root.tar');
  const settings = await aptSettings(mirror);
  const hooks = {
    sources: sourcesFile(suite, mirror, (name) => `http://${packagesHost}/${name}`),
    apt: settings.inside,
  };
  try {
    await run(
      'mmdebstrap',
      [
        '--mode=root',
        '--variant=minbase',
        `--include=${include.join(',')}`,
        ...settings.outside.map((option) => `--aptopt=${option}`),
        ...leftOut.map((path) => `--dpkgopt=path-exclude=${path}`),
        '--dpkgopt=path-include=/usr/share/doc/*/copyright',
        '--dpkgopt=force-unsafe-io',
        // mmdebstrap would leave the addresses of this machine's mirror in the image.
        `--customize-hook=rm -f "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/* "$1"/etc/apt/apt.conf.d/99mmdebstrap`,
        `--customize-hook=printf '%s' ${quoted(hooks.sources)} > "$1"/etc/apt/sources.list.d/debian.sources`,
        `--customize-hook=printf '%s' ${quoted(hooks.apt)} > "$1"/etc/apt/apt.conf.d/90slipway`,
        `--customize-hook=rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin "$1"/var/cache/apt/archives/*.deb "$1"/var/log/* "$1"/var/cache/ldconfig/*`,
        `--customize-hook=: > "$1"/etc/hostname; : > "$1"/etc/resolv.conf; : > "$1"/etc/machine-id`,
        suite,
        archive,
        '-',
      ],
      {
        stdin: sourcesFile(suite, mirror, (name) => mirror.archives.get(name)?.href ?? ''),
        timeoutMs,
        signal,
        onLine,
        env: { TMPDIR: dir },
      },
    );
    await use(archive);
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new AppError(
      'host_unfit',
      `the Debian root could not be made from ${mirror.archives.get('debian')?.href ?? 'the mirror'} (apt's configuration of this machine): ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  } finally {
    await removeTree(dir);
  }
}

/** In deb822 form; the security archive only where this machine has it. */
function sourcesFile(suite: string, mirror: AptMirror, url: (name: (typeof archiveNames)[number]) => string): string {
  const suites = { debian: `${suite} ${suite}-updates`, 'debian-security': `${suite}-security` };
  return archiveNames
    .filter((name) => mirror.archives.has(name))
    .map((name) =>
      [
        'Types: deb',
        `URIs: ${url(name)}`,
        `Suites: ${suites[name]}`,
        'Components: main',
        'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg',
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** A mirror that is a snapshot of the past needs what this machine's own apt needs to accept it. */
async function aptSettings(mirror: AptMirror): Promise<{ outside: string[]; inside: string }> {
  const { stdout } = await run('apt-config', ['dump'], { allowFailure: true });
  const kept = stdout.split('\n').filter((line) => /^Acquire::(Check-Valid-Until|Check-Date) /.test(line));
  const proxy = mirror.proxy === undefined ? [] : [`Acquire::http::Proxy "${mirror.proxy.href}"`];
  const slim = [
    'Acquire::Languages "none";',
    'APT::Install-Recommends "false";',
    'Dpkg::Use-Pty "0";',
    // As in the well-known image: no archive stays in the layer of whoever installs a package.
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };',
    'Dir::Cache::pkgcache "";',
    'Dir::Cache::srcpkgcache "";',
  ];
  return {
    outside: [...kept.map((line) => line.replace(/;$/, '')), ...proxy],
    inside: `${[...slim, ...kept].join('\n')}\n`,
  };
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
