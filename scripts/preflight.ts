import { existsSync } from 'node:fs';
import { mkdir, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname } from 'node:path';
import { AppError } from '../protocol/errors.ts';
import { groundPaths, instanceOf } from '../sandbox-runner/host/instance.ts';
import { machineProblems } from '../sandbox-runner/host/preflight.ts';
import type { Settings } from './settings.ts';

const gib = 1024 ** 3;

/** What the images, the site and the database take, and what an installation that has them needs to come up again. */
const firstDiskBytes = 8 * gib;
const laterDiskBytes = gib;

/**
 * What can be known to fail before anything is built: the kernel's features and what else a runner needs of this machine,
 * memory, disk, ports, and a data directory that other users can't walk into. Throws one AppError host_unfit with every
 * problem and its remedy.
 */
export async function preflight(settings: Settings): Promise<void> {
  const problems: string[] = [];
  if (totalmem() < 1.8 * gib)
    problems.push(
      `this machine has ${(totalmem() / gib).toFixed(1)} GiB of memory; Slipway needs 2 GiB, and about 1 GiB more for every few busy learners.`,
    );
  await mkdir(settings.dataDir, { recursive: true, mode: 0o755 });
  const disk = await statfs(settings.dataDir);
  const free = disk.bavail * disk.bsize;
  const isBuilt = existsSync(groundPaths(instanceOf(settings.dataDir)).images);
  const needed = isBuilt ? laterDiskBytes : firstDiskBytes;
  if (free < needed)
    problems.push(
      `${settings.dataDir} has ${(free / gib).toFixed(1)} GiB free; Slipway needs ${needed / gib} GiB${isBuilt ? '' : ' to begin with'}. Free some, or set SLIPWAY_DATA to a directory on a larger disk.`,
    );
  for (let dir = settings.dataDir; dir !== '/'; dir = dirname(dir)) {
    if (((await stat(dir)).mode & 0o001) === 0)
      problems.push(
        `${dir} can't be entered by other users, but the database and the site run as users of their own. Run chmod o+x ${dir}, or set SLIPWAY_DATA to another place, e.g. /var/lib/slipway.`,
      );
  }
  const ports: [name: string, host: string, port: number][] = [
    ['SLIPWAY_PORT', settings.site.host, settings.site.port],
    ['SLIPWAY_RUNNER_PORT', '127.0.0.1', settings.runnerPort],
  ];
  const { port: previewPort } = settings.preview;
  if (previewPort !== undefined) {
    const same = ports.find(([, , port]) => port === previewPort);
    if (same === undefined) ports.push(['SLIPWAY_PREVIEW_PORT', settings.site.host, previewPort]);
    else
      problems.push(
        `SLIPWAY_PREVIEW_PORT and ${same[0]} are both ${previewPort}. Set SLIPWAY_PREVIEW_PORT to another one.`,
      );
  }
  for (const [name, host, port] of ports) {
    const why = await whyNot(host, port);
    if (why !== undefined)
      problems.push(
        `${host}:${port} can't be listened on (${why}). Is Slipway running already? If not, set ${name} to a free port.`,
      );
  }
  for (const { what, remedy, fatal } of await machineProblems(settings.dataDir))
    if (fatal) problems.push(`${what}. ${remedy}.`);
  if (problems.length > 0)
    throw new AppError('host_unfit', `this machine is not ready:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
}

function whyNot(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
