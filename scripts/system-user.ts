import { command } from './command.ts';
import { AppError } from '../protocol/errors.ts';

export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The site runs as this user; it owns nothing but the lessons that instructors upload. */
export const siteUser = 'slipway';
/** The private PostgreSQL instance runs as this user and owns its data directory. */
export const databaseUser = 'slipway-db';

/** Makes the system user `name` with a group of its own if it is not there. */
export async function ensureSystemUser(name: string): Promise<SystemUser> {
  const known = await find(name);
  if (known !== undefined) return known;
  await command('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ]);
  const made = await find(name);
  if (made === undefined) throw new AppError('host_unfit', `useradd made no user ${name}`);
  return made;
}

/** Removes the system user `name`; success if there is none. */
export async function removeSystemUser(name: string): Promise<void> {
  if ((await find(name)) !== undefined) await command('userdel', [name], { allowFailure: true });
}

async function find(name: string): Promise<SystemUser | undefined> {
  const { code, output } = await command('getent', ['passwd', name], { allowFailure: true });
  if (code !== 0) return undefined;
  const [, , uid, gid] = output.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}
