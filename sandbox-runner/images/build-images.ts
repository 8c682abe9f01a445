import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { run, type RunOptions, type RunResult } from '../host/command.ts';
import type { Instance } from '../host/ground.ts';
import { groundPaths } from '../host/instance.ts';
import {
  collectGarbage,
  parseReference,
  registryDigest,
  withWritableRegistry,
  writableRegistry,
} from '../host/registry.ts';
import { removeTree } from '../host/remove-tree.ts';
import { writeWhole } from '../host/write-whole.ts';
import { buildDebian } from './build-debian.ts';
import { readImageFolders, type ImageFolder } from './image-file.ts';

export interface BuildImages {
  readonly instance: Instance;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

const imagesDir = fileURLToPath(new URL('.', import.meta.url));
const buildTimeoutMs = 30 * 60_000;
/** Lines of a build shown to a person, at most one in this time. */
const lineEveryMs = 1000;
/** Of learners' images, so that nobody takes them for those of Docker Hub. */
const vendor = "Slipway's classroom registry, built from Debian packages";
/** Folder → what its image was made from, its id, and the version for its tags. */
const stateSchema = z.record(
  z.string(),
  z.object({ inputs: z.string(), id: z.string(), version: z.string().optional() }),
);
type Built = z.infer<typeof stateSchema>[string];

/**
 * Builds each folder of images/ whose inputs changed since it was last built here, and pushes what learners pull to the
 * registry. Returns the id of the sandbox image. Nothing to do: some 100 ms.
 */
export async function buildImages(options: BuildImages): Promise<string> {
  const { instance, progress, logger } = options;
  const paths = groundPaths(instance);
  const folders = await readImageFolders(imagesDir);
  const state = stateSchema.catch({}).parse(await readFile(paths.images, 'utf8').then(JSON.parse, () => ({})));
  const docker = dockerOf(instance, options.signal);
  const present = new Set((await docker(['image', 'ls', '--all', '--quiet', '--no-trunc'])).stdout.split('\n'));
  const stale = folders.filter((f) => state[f.name]?.inputs !== f.inputs || !present.has(state[f.name]?.id ?? ''));
  const build = async (): Promise<void> => {
    // Left by a build that was killed.
    await removeTree(join(instance.dataDir, 'tmp'));
    for (const [index, folder] of stale.entries()) {
      options.signal.throwIfAborted();
      progress(`building image ${folder.name} (${index + 1} of ${stale.length})`);
      const started = Date.now();
      const built = await buildOne(folder, docker, options);
      for (const tag of tagsOf(folder, built)) await push(built.id, tag, docker);
      state[folder.name] = built;
      await writeWhole(paths.images, JSON.stringify(state, null, 2), { mode: 0o644 });
      progress(`built image ${folder.name} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
    }
    await pushMissing(folders, state, docker, paths.registry);
  };
  const missing = await withoutDigest(folders, state, paths.registry);
  if (stale.length > 0 || missing.length > 0) {
    await withWritableRegistry(instance, build);
    await collectGarbage(instance).catch((error: unknown) =>
      logger.warn({ err: error }, 'old layers stay in the registry'),
    );
    await docker(['image', 'prune', '--force'], { allowFailure: true });
  }
  const sandbox = state['sandbox']?.id;
  if (sandbox === undefined) throw new AppError('internal', `${imagesDir} has no folder named sandbox`);
  return sandbox;
}

type RunDocker = (args: readonly string[], options?: RunOptions) => Promise<RunResult>;

/** The client of the system's packages, on the outer engine, without the operator's own settings and logins. */
function dockerOf(instance: Instance, signal: AbortSignal): RunDocker {
  const { engineSocket, run: runDir } = groundPaths(instance);
  const env = {
    DOCKER_HOST: `unix://${engineSocket}`,
    DOCKER_CONFIG: join(runDir, 'docker-client'),
    DOCKER_BUILDKIT: '1',
  };
  return (args, options = {}) => run('docker', args, { signal, env, ...options });
}

/** Builds one folder; its image is then slipway/<folder>. */
async function buildOne(folder: ImageFolder, docker: RunDocker, options: BuildImages): Promise<Built> {
  const name = `slipway/${folder.name}:latest`;
  const onLine = shown(folder.name, options.progress);
  if (folder.debian === undefined) {
    const base = folder.base === undefined ? [] : ['--build-arg', `BASE=slipway/${folder.base}`];
    await docker(['build', '--progress', 'plain', ...base, ...labels(folder), '--tag', name, folder.dir], {
      timeoutMs: buildTimeoutMs,
      onLine,
    });
  } else {
    const { dataDir } = options.instance;
    await buildDebian(
      { ...folder.debian, tmp: join(dataDir, 'tmp'), signal: options.signal, onLine },
      async (archive) => {
        const changes = ['CMD ["bash"]', 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];
        await docker(['import', ...changes.map((change) => `--change=${change}`), archive, name], {
          timeoutMs: buildTimeoutMs,
        });
      },
    );
  }
  const version = folder.version === undefined ? undefined : await writeVersion(name, folder.version, docker);
  const id = (await docker(['image', 'inspect', '--format', '{{.Id}}', name])).stdout.trim();
  return { inputs: folder.inputs, id, ...(version === undefined ? {} : { version }) };
}

function labels({ description, name }: ImageFolder): string[] {
  if (description === undefined) return [];
  const values = { title: name, description, vendor };
  return Object.entries(values).flatMap(([key, value]) => ['--label', `org.opencontainers.image.${key}=${value}`]);
}

/** A Dockerfile can't know what version Debian has today. Only the image's configuration grows by it, no layer. */
async function writeVersion(
  name: string,
  { package: from, env }: NonNullable<ImageFolder['version']>,
  docker: RunDocker,
): Promise<string> {
  const query = ['run', '--rm', '--network', 'none', '--entrypoint', 'dpkg-query', name, '-Wf', '${Version}', from];
  const { stdout } = await docker(query);
  const version = /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(stdout.trim())?.[1];
  if (version === undefined) throw new AppError('internal', `${from} in ${name} has the version "${stdout.trim()}"`);
  const lines = [`FROM ${name}`, `ENV ${env}=${version}`, `LABEL org.opencontainers.image.version=${version}`];
  await docker(['build', '--quiet', '--tag', name, '-'], { stdin: lines.join('\n') });
  return version;
}

/** What learners pull it as; a version that is not known yet leaves its tags out. */
function tagsOf(folder: ImageFolder, built: Built | undefined): string[] {
  const version = built?.version;
  return folder.tags.flatMap((tag) =>
    tag.includes('{}') ? (version === undefined ? [] : [tag.replace('{}', version)]) : [tag],
  );
}

async function push(id: string, tag: string, docker: RunDocker): Promise<void> {
  const reference = parseReference(tag);
  if (reference === undefined) throw new AppError('internal', `${tag} is no reference`);
  const remote = `${writableRegistry}/${reference.repository}:${reference.tag}`;
  await docker(['tag', id, remote]);
  await docker(['push', '--quiet', remote], { timeoutMs: buildTimeoutMs });
  // Otherwise it would keep an image from being pruned when it is rebuilt.
  await docker(['image', 'rm', '--no-prune', remote]);
}

/** The registry's content may have been deleted while the engine's was not. */
async function pushMissing(
  folders: readonly ImageFolder[],
  state: z.infer<typeof stateSchema>,
  docker: RunDocker,
  registryDir: string,
): Promise<void> {
  for (const { name, tag } of await withoutDigest(folders, state, registryDir)) {
    const id = state[name]?.id;
    if (id !== undefined) await push(id, tag, docker);
  }
}

async function withoutDigest(
  folders: readonly ImageFolder[],
  state: z.infer<typeof stateSchema>,
  registryDir: string,
): Promise<{ name: string; tag: string }[]> {
  const missing: { name: string; tag: string }[] = [];
  for (const folder of folders) {
    for (const tag of tagsOf(folder, state[folder.name])) {
      if ((await registryDigest(registryDir, tag)) === undefined) missing.push({ name: folder.name, tag });
    }
  }
  return missing;
}

/** A build writes hundreds of lines; somebody who waits wants to see that it moves, and where it is. */
function shown(name: string, progress: (line: string) => void): (line: string) => void {
  let lastMs = 0;
  return (raw) => {
    const line = raw
      .replace(/^#\d+ (\d+\.\d+ )?/, '')
      .replace(/^I: /, '')
      .trim();
    if (line === '' || /^(sha256:|DONE|CACHED|transferring|\.\.\.)/.test(line) || Date.now() - lastMs < lineEveryMs)
      return;
    lastMs = Date.now();
    progress(`  ${name}: ${line.slice(0, 100)}`);
  };
}
