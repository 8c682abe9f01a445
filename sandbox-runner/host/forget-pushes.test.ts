import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forgetPushes } from './forget-pushes.ts';

const day = 24 * 3600 * 1000;

test('what was pushed to lately stays, also below other names and by an old tag; the rest goes', async () => {
  const root = await mkdtemp(join(tmpdir(), 'slipway-pushes-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const push = async (repository: string, tag: string, daysAgo: number): Promise<void> => {
    const link = join(root, repository, '_manifests/tags', tag, 'current/link');
    await mkdir(dirname(link), { recursive: true });
    await writeFile(link, 'sha256:0');
    const when = new Date(Date.now() - daysAgo * day);
    await utimes(link, when, when);
    // As old as the first push of a tag, whatever came later.
    await utimes(join(root, repository, '_manifests/tags'), new Date(0), new Date(0));
  };
  await push('ada/hello', 'latest', 1);
  await push('ada/old', 'latest', 20);
  await push('ada/team/web', 'latest', 1);
  await push('ada/team/app/api', '1', 20);
  await push('ada/team/app/api', '2', 2);
  await push('ada/team', 'latest', 30);
  await mkdir(join(root, 'bob/never/_uploads/1'), { recursive: true });

  expect(await forgetPushes(root, Date.now() - 14 * day)).toBe(3);
  const left = ['ada/hello', 'ada/team/web', 'ada/team/app/api'];
  for (const repository of left) expect(existsSync(join(root, repository, '_manifests')), repository).toBe(true);
  for (const repository of ['ada/old', 'ada/team'])
    expect(existsSync(join(root, repository, '_manifests'))).toBe(false);
  expect(existsSync(join(root, 'bob/never/_uploads'))).toBe(false);
  expect(await forgetPushes(join(root, 'nothing'), Date.now())).toBe(0);
});
