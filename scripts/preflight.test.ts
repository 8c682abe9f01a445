import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command } from './command.ts';
import { preflight } from './preflight.ts';
import { readSettings } from './settings.ts';
import { freePort } from './free-port.ts';

async function folder(name: string): Promise<string> {
  // Often on a disk where /tmp is in memory, on which no engine can keep its layers.
  const path = await mkdtemp(join('/var/tmp', name));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

async function settingsWith(env: Record<string, string>): Promise<ReturnType<typeof readSettings>> {
  const checkout = await folder('slipway-preflight-');
  await chmod(checkout, 0o755);
  return readSettings(checkout, { SLIPWAY_DATA: join(checkout, 'data'), ...env });
}

test('a port in use is named, with the setting that moves it', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const settings = await settingsWith({ SLIPWAY_PORT: String(port), SLIPWAY_RUNNER_PORT: String(await freePort()) });
  try {
    await expect(preflight(settings)).rejects.toThrow(new RegExp(`:${port} can't be listened on.*SLIPWAY_PORT`, 's'));
  } finally {
    taken.close();
  }
});

test('a data directory that other users can not enter is named, with what to do', async () => {
  const closed = await folder('slipway-closed-');
  await chmod(closed, 0o700);
  const settings = await settingsWith({
    SLIPWAY_DATA: join(closed, 'data'),
    SLIPWAY_PORT: String(await freePort()),
    SLIPWAY_RUNNER_PORT: String(await freePort()),
  });
  await expect(preflight(settings)).rejects.toThrow(`chmod o+x ${closed}`);
});

test('a port for previews that is taken is named, and so is one that is given twice', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const others = { SLIPWAY_PORT: String(await freePort()), SLIPWAY_RUNNER_PORT: String(await freePort()) };
  try {
    await expect(preflight(await settingsWith({ ...others, SLIPWAY_PREVIEW_PORT: String(port) }))).rejects.toThrow(
      new RegExp(`:${port} can't be listened on.*SLIPWAY_PREVIEW_PORT`, 's'),
    );
    const same = { ...others, SLIPWAY_PREVIEW_PORT: others.SLIPWAY_PORT };
    await expect(preflight(await settingsWith(same))).rejects.toThrow(/SLIPWAY_PREVIEW_PORT and SLIPWAY_PORT are both/);
  } finally {
    taken.close();
  }
});

test('a machine with everything in place passes', async () => {
  const ports = { SLIPWAY_PORT: String(await freePort()), SLIPWAY_RUNNER_PORT: String(await freePort()) };
  await expect(preflight(await settingsWith(ports))).resolves.toBeUndefined();
});

test('a data directory in memory is refused before anything is built', async () => {
  const inMemory = await mkdtemp('/dev/shm/slipway-preflight-');
  onTestFinished(() => rm(inMemory, { recursive: true }));
  await chmod(inMemory, 0o755);
  await expect(preflight(await settingsWith({ SLIPWAY_DATA: inMemory }))).rejects.toThrow(
    /lies on tmpfs.*SLIPWAY_DATA/,
  );
});

test('a first start needs more room on the disk than a later one', async () => {
  const disk = await folder('slipway-disk-');
  await command('mount', ['-t', 'tmpfs', '-o', 'size=2g,mode=755', 'none', disk]);
  try {
    const settings = await settingsWith({ SLIPWAY_DATA: disk });
    await expect(preflight(settings)).rejects.toThrow(/has 2\.0 GiB free; Slipway needs 8 GiB to begin with/);
    await mkdir(join(disk, 'state'));
    await writeFile(join(disk, 'state/images.json'), '{}');
    await expect(preflight(settings)).rejects.not.toThrow('GiB free');
    await command('mount', ['-o', 'remount,size=800m', disk]);
    await expect(preflight(settings)).rejects.toThrow(/has 0\.8 GiB free; Slipway needs 1 GiB\. Free some/);
  } finally {
    await command('umount', [disk]);
  }
});
