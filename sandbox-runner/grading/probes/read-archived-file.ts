import { posix } from 'node:path';
import type { InnerEngine } from '../../docker/inner-engine.ts';
import { newId } from '../../../protocol/ids.ts';
import { lookPrefix } from '../../docker/labels.ts';
import { unlessGone } from '../unless-gone.ts';
import { maxProbeBytes, type FoundFile, type ProbeResult } from './probe.ts';

const maxLinks = 8;

/** Tells that the engine will be asked for a file in this container; the function takes it back when it told nothing. */
export type ExpectRead = (containerId: string) => () => void;

/** What is at `path` in a container, running or not. Throws as InnerEngine. */
export async function readContainerFile(
  engine: InnerEngine,
  containerId: string,
  path: string,
  expectRead: ExpectRead,
): Promise<ProbeResult> {
  let at = posix.resolve('/', path);
  let isLink = false;
  for (let links = 0; links <= maxLinks; links++) {
    const forget = expectRead(containerId);
    const entry = await unlessGone(engine.readFile(containerId, at)).catch((error: unknown) => {
      forget();
      throw error;
    });
    if (entry === undefined) {
      forget();
      return { kind: 'nothing' };
    }
    const { type, mode, owner, content } = entry;
    if (type !== 'link') {
      const text = type === 'file' ? content.subarray(0, maxProbeBytes).toString('utf8') : '';
      return { kind: 'file', type: isLink ? 'link' : type, mode, owner, text } satisfies FoundFile;
    }
    isLink = true;
    at = posix.resolve(posix.dirname(at), entry.target);
  }
  return { kind: 'file', type: 'link', mode: 0o777, owner: 0, text: '' };
}

/** What is at `path` in an image, by a container that is made for a moment and never started. Throws as InnerEngine. */
export async function readImageFile(
  engine: InnerEngine,
  imageId: string,
  path: string,
  expectRead: ExpectRead,
): Promise<ProbeResult> {
  const id = await engine.createContainer(`${lookPrefix}${newId()}`, imageId);
  try {
    return await readContainerFile(engine, id, path, expectRead);
  } finally {
    await engine.removeContainer(id);
  }
}
