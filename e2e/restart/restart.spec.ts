import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../scripts/command.ts';
import { leftovers } from '../../scripts/leftovers.ts';
import { dataDir } from '../env.ts';
import { expect, helloWorld, test } from '../fixtures.ts';
import { startProduct, type Product } from './product.ts';

const systemUsers = ['slipway', 'slipway-db', 'slipway-sandbox'];

async function userNames(): Promise<string[]> {
  const { output } = await command('getent', ['passwd']);
  return output.split('\n').map((line) => line.split(':')[0] ?? '');
}

test('a first start that is stopped half-way leaves nothing running; clean asks, and then takes everything away', async () => {
  const dir = await mkdtemp('/var/tmp/slipway-unfinished-');
  await chmod(dir, 0o755);
  // Building the site once more would prove nothing here, and takes a minute.
  await cp(join(dataDir, 'site'), join(dir, 'site'), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
  const product = startProduct(dir);
  try {
    await product.says('building image');
    expect(await product.stop()).toBe(130);
    expect(product.output()).toContain('stopped before it was up');
    expect(await leftovers(dir)).toEqual([]);

    const asking = startProduct(dir, ['clean']);
    await asking.says(`this deletes ${dir}`);
    expect(await asking.stop()).toBe(1);
    expect(existsSync(join(dir, 'postgres/PG_VERSION'))).toBe(true);

    const cleaning = startProduct(dir, ['clean', '--yes']);
    await cleaning.says('Clean.');
    expect(await cleaning.stop()).toBe(0);
    expect(existsSync(dir)).toBe(false);
    expect((await userNames()).filter((name) => systemUsers.includes(name))).toEqual([]);
  } finally {
    await product.stop();
    await rm(dir, { recursive: true, force: true });
  }
});

test('tomorrow, in a data directory that was moved: the tick, the open page, and the machine where it was', async ({
  learner,
  expectedErrors,
}) => {
  // While nothing is there, a page's requests fail.
  expectedErrors.push('WebSocket connection to', 'net::ERR_CONNECTION_REFUSED');
  const moved = `${dataDir}-moved`;
  const { page } = learner;
  let product: Product = startProduct(dataDir);
  try {
    await product.says('Slipway is ready');
    await learner.open(helloWorld);
    await learner.startMachine();
    await page.getByRole('button', { name: 'Next' }).click();
    await learner.type('docker run --name first hello-world; echo kept > note');
    await expect(learner.check('hello-ran')).toContainText('Done');
    expect(await product.stop()).toBe(0);
    expect(await leftovers(dataDir)).toEqual([]);

    await rename(dataDir, moved);
    product = startProduct(moved);
    await product.says('Slipway is ready');
    expect(product.output()).not.toContain('building');
    await expect(page.getByText('Reconnecting…', { exact: true })).toBeHidden();
    await expect(learner.check('hello-ran')).toContainText('Done');
    await page.reload();
    await expect(learner.check('hello-ran')).toContainText('Done');
    await page.getByRole('button', { name: 'Go on where I was' }).click();
    await expect(page.getByText('Running', { exact: true })).toBeVisible();
    await expect.poll(learner.screen).toContain('learner@slipway');
    await learner.type('cat note; docker ps -a --format "{{.Names}}"');
    await expect.poll(learner.screen).toMatch(/^kept\s*\n\s*first\s*$/m);
    expect(await product.stop()).toBe(0);
    expect(await leftovers(moved)).toEqual([]);
  } finally {
    await product.stop();
    if (existsSync(moved)) await rename(moved, dataDir);
  }
});
