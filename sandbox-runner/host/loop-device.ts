import { existsSync } from 'node:fs';
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

/** Detaches every loop device of `image`; success if there is none. */
export async function detachLoops(image: string): Promise<number> {
  const devices = await loopsOf(image);
  for (const device of devices) await run('losetup', ['--detach', device], { allowFailure: true });
  return devices.length;
}
