import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listeningPid } from '../scripts/listening-pid.ts';
import { dataDir, runnerUrl, siteUrl } from './env.ts';
import { expect, test } from './fixtures.ts';

const run = promisify(execFile);
const nothing = '0'.repeat(16);

test('the site has no rights: no root, no group, no capability, and none to be had', async () => {
  const status = await statusOf(await pidOf(siteUrl()));
  for (const kind of ['Uid', 'Gid']) {
    const ids = status(kind);
    expect(new Set(ids).size, kind).toBe(1);
    expect(Number(ids[0]), kind).toBeGreaterThan(0);
  }
  expect(status('Groups')).toEqual([]);
  for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) expect(status(set), set).toEqual([nothing]);
  expect(status('NoNewPrivs')).toEqual(['1']);
});

test('site and runner listen on the loopback interface only', async () => {
  for (const url of [siteUrl(), runnerUrl()]) {
    const pid = await pidOf(url);
    const { stdout } = await run('ss', ['-ltnpH']);
    const addresses = stdout
      .split('\n')
      .filter((line) => line.includes(`pid=${pid},`))
      .map((line) => line.split(/\s+/)[3] ?? '');
    expect(addresses).toContain(new URL(url).host);
    for (const address of addresses) expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
  }
});

test("the site's user can read neither the secrets nor what learners have on the disk", async () => {
  const status = await statusOf(await pidOf(siteUrl()));
  const [uid, gid] = [status('Uid')[0] ?? '', status('Gid')[0] ?? ''];
  const asSite = (file: string, ...args: string[]): Promise<{ stdout: string }> =>
    run('setpriv', [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', file, ...args], { env: { LC_ALL: 'C' } });
  // What is refused below is refused to this user, not a command that fails for everybody.
  expect((await asSite('head', '-c1', '/etc/passwd')).stdout).toHaveLength(1);
  // A pool is a file or, where the disk can do without, none.
  const pool = ['pool.img', 'pool/volumes', 'volumes'].filter((path) => existsSync(join(dataDir, path)));
  expect(pool, 'learners have something on the disk').not.toEqual([]);
  for (const path of ['secrets/ticket', 'secrets/instructor', 'state/account-key', 'checkpoints', 'postgres', ...pool])
    await expect.soft(asSite('head', '-c1', join(dataDir, path)), path).rejects.toThrow('Permission denied');
});

async function pidOf(url: string): Promise<number> {
  const pid = await listeningPid(Number(new URL(url).port));
  expect(pid, `something listens at ${url}`).toBeDefined();
  return pid ?? 0;
}

/** What the kernel says of a process: the values of a line of its status. */
async function statusOf(pid: number): Promise<(name: string) => readonly string[]> {
  const lines = (await readFile(`/proc/${pid}/status`, 'utf8')).split('\n');
  return (name) => {
    const line = lines.find((one) => one.startsWith(`${name}:`));
    expect(line, name).toBeDefined();
    return (line ?? '')
      .split(/\s+/)
      .slice(1)
      .filter((value) => value !== '');
  };
}
