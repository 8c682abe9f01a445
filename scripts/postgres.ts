import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../protocol/errors.ts';
import { putAsideLog } from '../sandbox-runner/host/put-aside-log.ts';
import { ensureSystemUser, type SystemUser } from '../sandbox-runner/host/system-user.ts';
import { command } from './command.ts';
import { databaseUser, siteUser } from './users.ts';

const binRoot = '/usr/lib/postgresql';
const role = 'slipway';

export interface Postgres {
  /** For the site's user and for root; both are recognised by the socket, there is no password. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts (or adopts, if it is running) the private PostgreSQL instance in `<dataDir>/postgres`: one unix socket, no TCP
 * port, its own system user. Makes it on the first call. Throws AppError host_unfit with the server's log when it does not start.
 */
export async function startPostgres(dataDir: string): Promise<Postgres> {
  const owner = await ensureSystemUser(databaseUser);
  await ensureSystemUser(siteUser);
  const data = join(dataDir, 'postgres');
  const sockets = join(dataDir, 'run', 'postgres');
  const log = join(dataDir, 'log', 'postgres.log');
  await mkdir(sockets, { recursive: true });
  await chown(sockets, owner.uid, owner.gid);
  await mkdir(join(dataDir, 'log'), { recursive: true });
  const bin = await binaries(data);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(bin, data, owner);
  if (!(await isRunning(bin, data, owner))) {
    await putAsideLog(log);
    await writeFile(log, '', { flag: 'a', mode: 0o640 });
    await chown(log, owner.uid, owner.gid);
    // On another machine, or after a clean, the same user has another number.
    await command('chown', ['-RhP', `${owner.uid}:${owner.gid}`, data]);
    const options = `-c listen_addresses= -c unix_socket_directories=${sockets} -c max_connections=60`;
    const { code } = await as(
      owner,
      join(bin, 'pg_ctl'),
      ['-D', data, '-w', '-t', '60', '-l', log, '-o', options, 'start'],
      true,
    );
    if (code !== 0)
      throw new AppError(
        'host_unfit',
        `PostgreSQL did not start; the end of ${log}:\n${(await readFile(log, 'utf8')).split('\n').slice(-15).join('\n')}`,
      );
  }
  await ensureDatabase(bin, sockets, owner);
  return {
    url: `postgresql://${role}@localhost/${role}?host=${encodeURIComponent(sockets)}`,
    stop: () => stopPostgres(dataDir),
  };
}

/** Stops the private instance of `dataDir`; success if it is not running. */
export async function stopPostgres(dataDir: string): Promise<void> {
  const data = join(dataDir, 'postgres');
  if (!existsSync(join(data, 'PG_VERSION'))) return;
  const owner = await ensureSystemUser(databaseUser);
  const bin = await binaries(data);
  if (await isRunning(bin, data, owner)) await as(owner, join(bin, 'pg_ctl'), ['-D', data, '-w', '-m', 'fast', 'stop']);
}

async function binaries(data: string): Promise<string> {
  const installed = existsSync(binRoot)
    ? (await readdir(binRoot)).filter((v) => existsSync(join(binRoot, v, 'bin', 'initdb')))
    : [];
  const newest = installed.toSorted((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined)
    throw new AppError('host_unfit', `no PostgreSQL server under ${binRoot}; install Debian's package postgresql`);
  const versionFile = join(data, 'PG_VERSION');
  if (!existsSync(versionFile)) return join(binRoot, newest, 'bin');
  const wanted = (await readFile(versionFile, 'utf8')).trim();
  if (!installed.includes(wanted)) {
    throw new AppError(
      'host_unfit',
      `${data} was made by PostgreSQL ${wanted}, but only ${installed.join(', ')} is installed. Install postgresql-${wanted}, or move the data with pg_dump (docs/operating.md).`,
    );
  }
  return join(binRoot, wanted, 'bin');
}

async function initialise(bin: string, data: string, owner: SystemUser): Promise<void> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  await chown(data, owner.uid, owner.gid);
  await as(owner, join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    databaseUser,
    '--auth=peer',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
  ]);
  // The socket tells who asks: the site's user and root are the role `slipway`, and nobody else is anybody.
  await writeFile(join(data, 'pg_hba.conf'), `local all ${databaseUser} peer\nlocal all ${role} peer map=slipway\n`);
  await writeFile(join(data, 'pg_ident.conf'), `slipway ${siteUser} ${role}\nslipway root ${role}\n`);
}

async function ensureDatabase(bin: string, sockets: string, owner: SystemUser): Promise<void> {
  const psql = (sql: string) =>
    as(owner, join(bin, 'psql'), ['-h', sockets, '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-Atqc', sql]);
  if ((await psql(`SELECT 1 FROM pg_roles WHERE rolname = '${role}'`)).output.trim() !== '1')
    await psql(`CREATE ROLE "${role}" LOGIN CREATEDB`);
  if ((await psql(`SELECT 1 FROM pg_database WHERE datname = '${role}'`)).output.trim() !== '1')
    await psql(`CREATE DATABASE "${role}" OWNER "${role}"`);
}

async function isRunning(bin: string, data: string, owner: SystemUser): Promise<boolean> {
  return (await as(owner, join(bin, 'pg_ctl'), ['-D', data, 'status'], true)).code === 0;
}

function as(
  owner: SystemUser,
  file: string,
  args: readonly string[],
  allowFailure = false,
): ReturnType<typeof command> {
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  return command('setpriv', [...identity, file, ...args], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    allowFailure,
    timeoutMs: 120_000,
  });
}
