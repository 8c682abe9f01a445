import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';

/** Loop devices that carry the file `image`. */
export async function loopsOf(image: string): Promise<string[]> {
  if (!existsSync(image)) return [];
  const { stdout } = await run('losetup', ['--associated', image, '--noheadings', '--output', 'NAME'], {
    allowFailure: true,
  });
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Puts `image` on a free loop device and returns its path. */
export async function attachLoop(image: string): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { stdout } = await run('losetup', ['--find'], { allowFailure: true });
    const device = stdout.trim().split(' ')[0] ?? '';
    const number = /^\/dev\/loop(\d+)$/.exec(device)?.[1];
    if (number === undefined) break;
    // In a container's /dev new loop devices do not appear by themselves.
    if (!existsSync(device)) await run('mknod', [device, 'b', '7', number], { allowFailure: true });
    // Somebody else may have taken it meanwhile: then look for the next.
    const attached = await run('losetup', [device, image], { allowFailure: true });
    if (attached.exitCode === 0) return device;
  }
  throw new AppError(
    'host_unfit',
    `no loop device for ${image}: load the kernel module "loop", or set SLIPWAY_STORAGE=directory`,
  );
}

/** How long the mount namespaces of killed sandboxes may take to let go of a device. */
const detachTimeoutMs = 15_000;

/**
 * Detaches every loop device of `image` and waits until they are gone: the kernel keeps a detached device until its last
 * mount has gone, and a killed sandbox's mounts go with its last process, a moment later. Success if there is none.
 */
export async function detachLoops(image: string): Promise<number> {
  const devices = await loopsOf(image);
  for (const device of devices) await run('losetup', ['--detach', device], { allowFailure: true });
  const endMs = Date.now() + detachTimeoutMs;
  while ((await loopsOf(image)).length > 0 && Date.now() < endMs) await sleep(50);
  return devices.length;
}
