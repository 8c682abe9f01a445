import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';

export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Makes the system user `name`, who owns nothing and can't log in, with a group of its own, if it is not there. */
export async function ensureSystemUser(name: string): Promise<SystemUser> {
  const known = await findSystemUser(name);
  if (known !== undefined) return known;
  const nobody = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  await run('useradd', ['--system', '--user-group', ...nobody, name]);
  const made = await findSystemUser(name);
  if (made === undefined) throw new AppError('host_unfit', `useradd made no user ${name}`);
  return made;
}

/** Removes the system user `name`; success if there is none. */
export async function removeSystemUser(name: string): Promise<void> {
  if ((await findSystemUser(name)) !== undefined) await run('userdel', [name], { allowFailure: true });
}

async function findSystemUser(name: string): Promise<SystemUser | undefined> {
  const { exitCode, stdout } = await run('getent', ['passwd', name], { allowFailure: true });
  if (exitCode !== 0) return undefined;
  const [, , uid, gid] = stdout.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}
