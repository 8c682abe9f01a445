import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { AppError, type ErrorCode } from '../../protocol/errors.ts';

/** Linux's O_PATH: a handle on the directory entry itself; opening runs nothing, not even for a FIFO or a device. */
const O_PATH = 0o10000000;

/**
 * Connects to the unix socket `<volumePath>/ipc/<name>`, which a learner may have replaced by anything: no link is
 * followed, neither at `ipc` nor at `name`, and only a socket is connected to. Listeners added as soon as the promise
 * resolves hear all that happens to it. Throws AppError `code` (default engine_unreachable) when it is not there, is
 * something else, or nobody listens.
 */
export async function connectInVolume(
  volumePath: string,
  name: string,
  code: ErrorCode = 'engine_unreachable',
): Promise<Socket> {
  const handles: FileHandle[] = [];
  try {
    const directory = await open(`${volumePath}/ipc`, O_PATH | constants.O_NOFOLLOW | constants.O_DIRECTORY);
    handles.push(directory);
    const entry = await open(`/proc/self/fd/${directory.fd}/${name}`, O_PATH | constants.O_NOFOLLOW);
    handles.push(entry);
    if (!(await entry.stat()).isSocket()) throw new Error('it is not a socket');
    return await connected(`/proc/self/fd/${entry.fd}`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(code, `can't connect to ipc/${name} of ${volumePath}: ${reason}`, { cause });
  } finally {
    // Not waited for: when the other side hangs up in that time, nobody listens for the end of the connection yet.
    for (const handle of handles) void handle.close().catch(() => undefined);
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      // From here to the caller's own listener, and after it: an error is also told by `close`.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
