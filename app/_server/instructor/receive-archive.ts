import { open, rm } from 'node:fs/promises';
import { AppError } from '../../../protocol/errors.ts';
import { maxArchiveBytes } from '../../../protocol/instructor.ts';

const receiveMs = 5 * 60_000;
const most = `${maxArchiveBytes / 1024 ** 2} MiB`;

/** Writes the body of `request` into the new file `file`. Throws AppError, and leaves nothing behind then. */
export async function receiveArchive(request: Request, file: string): Promise<void> {
  const tooLarge = () =>
    new AppError('too_large', `an archive of more than ${maxArchiveBytes} bytes`, {
      hint: `The archive is larger than ${most}, the most that can be uploaded. Lessons need no large files: images come from the classroom registry.`,
    });
  if (Number(request.headers.get('content-length') ?? 0) > maxArchiveBytes) throw tooLarge();
  const until = AbortSignal.timeout(receiveMs);
  const handle = await open(file, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      if (until.aborted)
        throw new AppError('timed_out', 'an upload took too long', {
          hint: `The upload took longer than ${receiveMs / 60_000} minutes. Check your connection, and try again.`,
        });
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes > maxArchiveBytes) throw tooLarge();
      await handle.write(chunk as Uint8Array);
    }
    if (bytes === 0)
      throw new AppError('bad_request', 'an empty upload', { hint: 'The file is empty. Choose an archive.' });
  } catch (error) {
    await rm(file, { force: true });
    if (error instanceof AppError) throw error;
    // The browser went away, or its connection did: nobody reads the answer.
    throw new AppError('bad_request', `an upload broke off: ${String(error)}`, {
      cause: error,
      hint: 'The upload broke off. Try again.',
    });
  } finally {
    await handle.close();
  }
}
