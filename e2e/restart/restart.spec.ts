import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../scripts/command.ts';
import { leftovers } from '../../scripts/leftovers.ts';
import { dataDir } from '../env.ts';
import { expect, helloWorld, test as base } from '../fixtures.ts';
import { startProduct } from './product.ts';

const systemUsers = ['slipway', 'slipway-db', 'slipway-sandbox'];

interface Movable {
  /** Waits until it is up. */
  readonly up: () => Promise<void>;
  /** Stops the product, moves its data directory, starts it there, and gives what it said. */
  readonly move: () => Promise<string>;
}

/** The product on SLIPWAY_DATA, up for as long as the learner is there, who comes after it and leaves before it. */
const test = base.extend<{ movable: Movable }>({
  movable: async ({}, use) => {
    const moved = `${dataDir}-moved`;
    let [dir, product] = [dataDir, startProduct(dataDir)];
    const stop = async (): Promise<void> => {
      expect(await product.stop()).toBe(0);
      expect(await leftovers(dir)).toEqual([]);
    };
    try {
      const up = (): Promise<void> => product.says('Slipway is ready');
      await use({
        up,
        move: async () => {
          await stop();
          await rename(dir, moved);
          [dir, product] = [moved, startProduct(moved)];
          await up();
          return product.output();
        },
      });
      await stop();
    } finally {
      await product.stop();
      if (existsSync(moved)) await rename(moved, dataDir);
    }
  },
  learner: async ({ movable, learner }, use) => {
    await movable.up();
    await use(learner);
  },
});

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
  movable,
  learner,
  expectedErrors,
}) => {
  // While nothing is there, a page's requests fail.
  expectedErrors.push('WebSocket connection to', 'net::ERR_CONNECTION_REFUSED');
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('docker run --name first hello-world; echo kept > note');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(learner.check('hello-ran')).toContainText('Done');

  expect(await movable.move()).not.toContain('building');
  await expect(page.getByText('Reconnecting…', { exact: true })).toBeHidden();
  await expect(learner.check('hello-ran')).toContainText('Done');
  await page.reload();
  await expect(learner.check('hello-ran')).toContainText('Done');
  await page.getByRole('button', { name: 'Go on where I was' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect.poll(learner.screen).toContain('learner@slipway');
  await learner.type('cat note; docker ps -a --format "{{.Names}}"');
  await expect.poll(learner.screen).toMatch(/^kept\s*\n\s*first\s*$/m);
});
