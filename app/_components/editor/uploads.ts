import { maxUploadBytes } from '../../../protocol/files.ts';
import { FileRefusal, sentence, type FileApi } from './file-api.ts';

/** A file from the learner's own computer and where it goes. */
export interface Upload {
  readonly path: string;
  readonly file: File;
}

export interface UploadResult {
  readonly done: number;
  /** Files that are there already, with other content or not. */
  readonly existing: readonly Upload[];
  /** Sentences. */
  readonly failures: readonly string[];
}

const atOnce = 3;
/** More than this in one go is better packed. */
export const maxFiles = 1000;

/** Sends files, a few at a time. `onProgress` is called after each. Never throws. */
export async function uploadAll(
  api: Pick<FileApi, 'upload'>,
  uploads: readonly Upload[],
  replace: boolean,
  onProgress: (done: number) => void,
): Promise<UploadResult> {
  const queue = [...uploads];
  const existing: Upload[] = [];
  const failures: string[] = [];
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let upload = queue.shift(); upload !== undefined; upload = queue.shift()) {
      try {
        if (upload.file.size > maxUploadBytes) throw tooLarge(upload);
        await api.upload(upload.path, upload.file, replace);
        onProgress(++done);
      } catch (error) {
        if (error instanceof FileRefusal && error.code === 'conflict' && !replace) existing.push(upload);
        else failures.push(`${upload.path}: ${sentence(error)}`);
        // On a full disk every other one would fail as well.
        if (error instanceof FileRefusal && ['disk_full', 'offline', 'sandbox_stopped'].includes(error.code))
          queue.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { done, existing, failures };
}

function tooLarge({ file }: Upload): FileRefusal {
  const size = Math.ceil(file.size / 1024 ** 2);
  return new FileRefusal('too_large', `It has ${size} MiB; at most ${maxUploadBytes / 1024 ** 2} MiB can be uploaded.`);
}

export function isArchive(name: string): boolean {
  return /\.(tar|tgz|tar\.gz)$/i.test(name);
}

/** What was dropped, folders with everything in them; at most `maxFiles` + 1. Must be called while the event is handled. */
export function droppedFiles(transfer: DataTransfer, folder: string): Promise<Upload[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = [...transfer.files];
  const prefix = folder === '' ? '' : `${folder}/`;
  if (entries.length === 0) return Promise.resolve(plain.map((file) => ({ path: prefix + file.name, file })));
  const found: Upload[] = [];
  return collect(entries, prefix, found).then(() => found);
}

/** What an `<input type="file">` gave; with `webkitdirectory` it has the paths. */
export function chosenFiles(files: FileList, folder: string): Upload[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return [...files].map((file) => ({ path: prefix + (file.webkitRelativePath || file.name), file }));
}

async function collect(entries: readonly FileSystemEntry[], prefix: string, found: Upload[]): Promise<void> {
  for (const entry of entries) {
    if (found.length > maxFiles) return;
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      found.push({ path: prefix + entry.name, file });
    } else if (isDirectory(entry)) {
      const reader = entry.createReader();
      for (;;) {
        // Gives at most a hundred at a time.
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        await collect(some, `${prefix}${entry.name}/`, found);
      }
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
