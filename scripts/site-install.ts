import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readableNode } from '../sandbox-runner/host/readable-node.ts';
import { command } from './command.ts';
import { copyLessons } from './copy-lessons.ts';
import { generateDatabaseClient } from './database-client.ts';
import { fingerprint } from './fingerprint.ts';
import type { Progress } from './progress.ts';

/** Everything that a build of the site depends on. */
const inputs = [
  'app',
  'protocol',
  'lesson-kit',
  'prisma',
  'public',
  'next.config.ts',
  'prisma.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
  'package-lock.json',
];

export interface InstalledSite {
  readonly dir: string;
  /** The file in `dir` that Node.js runs. */
  readonly entry: string;
  /** A Node.js that the site's user can execute. */
  readonly node: string;
  /** A copy of the repository's lessons that the site's user can read. */
  readonly lessonsDir: string;
  /** A copy of what says which images the classroom registry has. */
  readonly imagesDir: string;
}

/**
 * Builds the site if its inputs changed and copies it to `<dataDir>/site/<fingerprint>`, where an unprivileged user can
 * read it even when the checkout lies where only root can.
 */
export async function installSite(
  checkout: string,
  dataDir: string,
  env: Readonly<Record<string, string>>,
  progress: Progress,
): Promise<InstalledSite> {
  const sites = join(dataDir, 'site');
  const dir = join(sites, await fingerprint(checkout, inputs));
  if (!existsSync(dir)) await progress.step('building the site (about a minute)', () => build(checkout, dir, env));
  for (const old of await readdir(sites))
    if (join(sites, old) !== dir) await rm(join(sites, old), { recursive: true, force: true });
  const lessonsDir = await copyLessons(join(checkout, 'lessons'), join(dataDir, 'lessons'));
  const imagesDir = join(dataDir, 'image-files');
  await copyImageFiles(join(checkout, 'sandbox-runner/images'), imagesDir);
  return { dir, entry: 'server.mjs', node: await readableNode(dataDir), lessonsDir, imagesDir };
}

/** The `image.yaml` of every image, for the site to lint uploaded lessons by. */
async function copyImageFiles(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const file = join(from, entry.name, 'image.yaml');
    if (!entry.isDirectory() || !existsSync(file)) continue;
    await mkdir(join(to, entry.name), { mode: 0o755 });
    await copyFile(file, join(to, entry.name, 'image.yaml'));
  }
  await command('chmod', ['-R', 'a+rX', to]);
}

async function build(checkout: string, dir: string, env: Readonly<Record<string, string>>): Promise<void> {
  const buildEnv = { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const node = (...args: string[]) => command(process.execPath, args, { cwd: checkout, env: buildEnv });
  await rm(join(checkout, '.next/dev'), { recursive: true, force: true });
  await generateDatabaseClient(checkout, buildEnv);
  await node('node_modules/next/dist/bin/next', 'build');
  await node('app/build-server.mjs');
  const next = `${dir}.part`;
  await rm(next, { recursive: true, force: true });
  await mkdir(dirname(dir), { recursive: true });
  await cp(join(checkout, '.next/standalone'), next, { recursive: true, verbatimSymlinks: true });
  await command('chmod', ['-R', 'a+rX,go-w', next]);
  await rename(next, dir);
}
