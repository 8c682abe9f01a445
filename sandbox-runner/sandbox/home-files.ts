import { constants } from 'node:fs';
import { chmod, lchown, lstat, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import type { CreateSandbox } from '../../protocol/sandbox.ts';
import { learnerUid } from './sandbox-handle.ts';

type StartFile = CreateSandbox['files'][number];

/**
 * Puts files into the learner's home, owned by the learner. Only for a volume in which no learner has been yet: it
 * takes what lies there for our own. Throws AppError bad_request for a path that is a folder or leads through a file.
 */
export async function writeHomeFiles(
  volumePath: string,
  files: readonly StartFile[],
  mappedRoot: { readonly uid: number; readonly gid: number },
): Promise<void> {
  const uid = mappedRoot.uid + learnerUid;
  const gid = mappedRoot.gid + learnerUid;
  const home = join(volumePath, 'home');
  for (const file of files) {
    const parts = file.path.split('/').filter((part) => part !== '' && part !== '.');
    const name = parts.pop();
    if (name === undefined || parts.includes('..') || name === '..') throw unusable(file.path);
    let dir = home;
    for (const part of parts) {
      dir = join(dir, part);
      await makeDir(dir, file.path, uid, gid);
    }
    await writeFile(join(dir, name), file, uid, gid);
  }
}

async function makeDir(dir: string, path: string, uid: number, gid: number): Promise<void> {
  const isNew = await mkdir(dir, { mode: 0o755 }).then(
    () => true,
    () => false,
  );
  if (isNew) await lchown(dir, uid, gid);
  else if (!(await lstat(dir)).isDirectory()) throw unusable(path);
}

async function writeFile(target: string, file: StartFile, uid: number, gid: number): Promise<void> {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const handle = await open(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o644).catch((error: unknown) => {
    throw unusable(file.path, error);
  });
  try {
    await handle.writeFile(Buffer.from(file.contentBase64, 'base64'));
    await handle.chown(uid, gid);
  } finally {
    await handle.close();
  }
  await chmod(target, file.executable ? 0o755 : 0o644);
}

function unusable(path: string, cause?: unknown): AppError {
  const message = `files: ${path} can't be written into the learner's home`;
  return new AppError('bad_request', message, { cause, hint: `${message}: is it a folder already, or below a file?` });
}
