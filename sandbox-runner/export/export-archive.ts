import { setTimeout as sleep } from 'node:timers/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import type { InnerExport } from '../docker/inner-export.ts';
import { putFile, putHeader, type EntryHeader } from '../files/tar-entries.ts';
import { composeFile } from './compose-file.ts';
import { exportReadme } from './readme.ts';
import { homeFileTail, walkHome } from './walk-home.ts';

const mib = 1024 ** 2;
export const exportLimits = { bytes: 512 * mib, fileBytes: 100 * mib, entries: 20_000 } as const;
const commandsBytes = 1 * mib;
const maxToldLeftOut = 50;
const longestMs = 10 * 60_000;
type Limits = Record<keyof typeof exportLimits, number>;

export interface ExportRequest {
  /** Of the folder that everything is in. */
  readonly name: string;
  readonly volumePath: string;
  /** The learner's engine; undefined: the machine does not run. */
  readonly engine: InnerExport | undefined;
  readonly limits?: Limits;
}

/**
 * What a learner takes home, as a .tar.gz that is made while it is read: home directory, Compose file, images, commands, and
 * a README, which comes last because it says what was left out. An engine that can't be read is left out too. The stream
 * ends early, and so fails the download, only when the volume itself is gone or nobody reads for ten minutes.
 */
export function exportArchive(request: ExportRequest): Readable {
  const tar = pack();
  const end = new AbortController();
  const tooLong = sleep(longestMs, undefined, { signal: end.signal, ref: false }).then(
    () => tar.destroy(new Error(`the export took longer than ${longestMs} ms`)),
    () => undefined,
  );
  fill(tar, request)
    .then(
      () => tar.finalize(),
      (error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))),
    )
    .finally(() => end.abort());
  void tooLong;
  // A stream of another make, which Node's takes all the same.
  return pipeline(tar as unknown as Readable, createGzip({ level: 5 }), () => end.abort());
}

async function fill(tar: Pack, { name, volumePath, engine, limits = exportLimits }: ExportRequest): Promise<void> {
  const put = (path: string, text: string): Promise<void> => putText(tar, `${name}/${path}`, text);
  const leftOut: string[] = [];
  const described = engine === undefined ? undefined : await describe(engine).catch(() => undefined);
  if (engine !== undefined && described === undefined)
    leftOut.push('`compose.yaml` and `images.txt`: the Docker Engine of the machine did not answer.');
  if (described !== undefined) {
    await put('compose.yaml', composeFile(described.containers));
    await put('images.txt', described.images.map((image) => `${image}\n`).join(''));
  }
  const commands = await homeFileTail(volumePath, '.bash_history', commandsBytes);
  if (commands !== undefined && commands.length > 0) await put('commands.txt', commands.toString('utf8'));
  const files = await putHome(tar, `${name}/files`, volumePath, limits, leftOut);
  const containers = described?.containers.map(({ container }) => container);
  await put(
    'README.md',
    exportReadme({
      name,
      madeAt: new Date(),
      containers: engine === undefined ? null : (containers ?? []).map((container) => container.name),
      volumes: [
        ...new Set(containers?.flatMap(({ mounts }) => mounts.flatMap((m) => (m.type === 'volume' ? [m.name] : [])))),
      ],
      images: described?.images ?? [],
      files,
      hasCommands: commands !== undefined && commands.length > 0,
      leftOut,
    }),
  );
}

async function describe(
  engine: InnerExport,
): Promise<{ containers: Parameters<typeof composeFile>[0]; images: string[] }> {
  const running = await engine.running();
  const images = new Map<string, Awaited<ReturnType<InnerExport['image']>> | undefined>();
  for (const { imageId } of running)
    if (!images.has(imageId)) images.set(imageId, await engine.image(imageId).catch(() => undefined));
  return {
    containers: running.map((container) => ({ container, image: images.get(container.imageId) })),
    images: (await engine.images()).flatMap(({ tags }) => tags).sort(),
  };
}

/** Puts what is in the home under `prefix`. Returns the number of files; adds to `leftOut` what is not among them. */
async function putHome(
  tar: Pack,
  prefix: string,
  volumePath: string,
  limits: Limits,
  leftOut: string[],
): Promise<number> {
  let [files, entries, bytes, untold] = [0, 0, 0, 0];
  const leave = (path: string, why: string): void => {
    if (leftOut.length < maxToldLeftOut) leftOut.push(`\`files/${path}\`: ${why}.`);
    else untold += 1;
  };
  await putHeader(tar, { name: `${prefix}/`, type: 'directory', mode: 0o755 });
  for await (const entry of walkHome(volumePath)) {
    if (tar.destroyed) return files;
    if (++entries > limits.entries) {
      leftOut.push(`Everything after \`files/${entry.path}\`: these are the first ${limits.entries} entries.`);
      break;
    }
    if (entry.kind === 'other') {
      leave(entry.path, 'no file, or it can’t be read');
      continue;
    }
    const header = headerOf(`${prefix}/${entry.path}`, entry.stat);
    if (entry.kind === 'folder') await putHeader(tar, { ...header, name: `${header.name}/`, type: 'directory' });
    else if (entry.kind === 'link') await putHeader(tar, { ...header, type: 'symlink', linkname: entry.target });
    else if (entry.stat.size > limits.fileBytes) leave(entry.path, `larger than ${sizeOf(limits.fileBytes)}`);
    else if (bytes + entry.stat.size > limits.bytes) leave(entry.path, `beyond ${sizeOf(limits.bytes)} in all`);
    else {
      const file = await entry.open().catch(() => undefined);
      if (file === undefined) {
        leave(entry.path, 'it can’t be read');
        continue;
      }
      try {
        await putFile(tar, { ...header, size: entry.stat.size }, file);
      } finally {
        await file.close();
      }
      bytes += entry.stat.size;
      files += 1;
    }
  }
  if (untold > 0) leftOut.push(`And ${untold} more.`);
  return files;
}

function headerOf(name: string, { mode, mtime }: { readonly mode: number; readonly mtime: Date }): EntryHeader {
  return { name, mode: mode & 0o777, mtime, uid: 1000, gid: 1000, uname: 'learner', gname: 'learner' };
}

function putText(tar: Pack, name: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ name, mode: 0o644 }, text, (error) => (error ? reject(error) : resolve()));
  });
}

function sizeOf(bytes: number): string {
  return bytes >= mib ? `${bytes / mib} MiB` : `${bytes} bytes`;
}
