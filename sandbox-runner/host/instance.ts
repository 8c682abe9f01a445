import { createHash } from 'node:crypto';
import { join, normalize } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import type { Instance } from './ground.ts';

/** The installation that lives in `dataDir`. Throws host_unfit for a path that mount options or sockets can't bear. */
export function instanceOf(dataDir: string): Instance {
  const dir = normalize(dataDir).replace(/\/+$/, '');
  if (!/^\/[A-Za-z0-9._/+-]{1,120}$/.test(dir)) {
    throw new AppError(
      'host_unfit',
      `SLIPWAY_DATA is "${dataDir}": use an absolute path of at most 120 characters, of letters, digits and . _ + - / only`,
    );
  }
  const key = createHash('sha256').update(dir).digest('hex').slice(0, 8);
  return { key, name: `slipway-${key}`, dataDir: dir };
}

/** Where the ground's parts are. `run` is emptied by a reboot, everything else is in the data directory. */
export interface GroundPaths {
  readonly run: string;
  readonly log: string;
  readonly state: string;
  /** Which images have been built, of what; there once the first one is. */
  readonly images: string;
  readonly bin: string;
  readonly registry: string;
  /** What learners have pushed. */
  readonly pushes: string;
  readonly engineRoot: string;
  readonly containerdRoot: string;
  readonly engineSocket: string;
  readonly containerdSocket: string;
  readonly netns: string;
  readonly lock: string;
}

/** Every path of the ground of `instance`; none is made here. */
export function groundPaths(instance: Instance): GroundPaths {
  const { dataDir, name } = instance;
  const run = `/run/${name}`;
  return {
    run,
    log: join(dataDir, 'log'),
    state: join(dataDir, 'state'),
    images: join(dataDir, 'state', 'images.json'),
    bin: join(dataDir, 'bin'),
    registry: join(dataDir, 'registry'),
    pushes: join(dataDir, 'pushes'),
    engineRoot: join(dataDir, 'engine'),
    containerdRoot: join(dataDir, 'containerd'),
    engineSocket: join(run, 'docker.sock'),
    containerdSocket: join(run, 'containerd.sock'),
    netns: `/run/netns/${name}`,
    lock: join(dataDir, 'lock'),
  };
}
