import { maxArchiveBytes, workshopSchema, type UploadAct, type Workshop } from '../../../protocol/instructor.ts';
import { askFor, askSite, offline, Refusal, refusalOf, understood } from '../../_components/machine/machine-api.ts';

/** Signs in or out. Throws Refusal. */
export async function askSession(method: 'POST' | 'DELETE', body?: unknown): Promise<void> {
  await askSite(method, '/api/instructor/session', body);
}

/** All uploads as they are now. Throws Refusal. */
export function readWorkshop(): Promise<Workshop> {
  return askFor(workshopSchema, 'GET', '/api/instructor/uploads');
}

/** One act with an upload. Gives all uploads as they are then; throws Refusal. */
export function actOnUpload(id: string, act: UploadAct | 'delete', body?: unknown): Promise<Workshop> {
  const path = `/api/instructor/uploads/${id}`;
  return act === 'delete'
    ? askFor(workshopSchema, 'DELETE', path)
    : askFor(workshopSchema, 'POST', `${path}/${act}`, body ?? {});
}

/** Uploads an archive; `onProgress` hears the bytes that were sent. Throws Refusal; `signal` breaks it off. */
export function uploadArchive(
  file: File,
  query: Readonly<Record<string, string>>,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<Workshop> {
  if (file.size > maxArchiveBytes)
    return Promise.reject(
      new Refusal(`${file.name} is larger than ${maxArchiveBytes / 1024 ** 2} MiB, the most that can be uploaded.`),
    );
  return new Promise((resolve, reject) => {
    // fetch() does not tell how much of a body was sent.
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/instructor/uploads?${new URLSearchParams({ ...query, file: file.name }).toString()}`);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = () => reject(new Refusal(offline));
    request.onabort = () => reject(new Refusal('The upload was broken off. Nothing of it was kept.'));
    request.onload = () => {
      readUploaded(request.status, request.responseText).then(resolve, reject);
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** The sentence of an error. */
export function sentence(error: unknown): string {
  return error instanceof Refusal ? error.message : 'Something failed in this page. Reload it.';
}

async function readUploaded(status: number, text: string): Promise<Workshop> {
  const answer = jsonOf(text);
  if (status >= 400) throw await refusalOf(status, answer);
  return understood(workshopSchema.safeParse(answer).data);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
