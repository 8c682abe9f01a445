import { constants, type Stats } from 'node:fs';
import { lstat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../../protocol/errors.ts';
import type { Home } from '../../files/home.ts';
import { openRegular, withSpot, type Spot } from '../../files/walk.ts';
import { maxProbeBytes, type FoundFile, type ProbeResult } from './probe.ts';

/**
 * What is at `path` in the learner's home, read on this host without following a link by the kernel. `elsewhere`: it is
 * a link that leads out of the home.
 */
export async function readHomeFile(home: Home, path: string): Promise<ProbeResult | 'elsewhere'> {
  try {
    const entry = await withSpot(home, path, { follow: false }, (spot) => look(home, spot));
    if (entry.type !== 'link') return entry;
    const target = await withSpot(home, path, { follow: true }, (spot) => look(home, spot));
    return { ...target, type: 'link' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'not_found' || error.code === 'bad_request') return { kind: 'nothing' };
    if (error.code === 'forbidden') return 'elsewhere';
    throw error;
  }
}

async function look(home: Home, spot: Spot): Promise<FoundFile> {
  const stat = await lstat(spot.at);
  if (!stat.isFile()) return { ...facts(home, stat), type: typeOf(stat), text: '' };
  const file = await openRegular(spot, constants.O_RDONLY);
  try {
    return { ...facts(home, await file.stat()), type: 'file', text: await beginning(file) };
  } finally {
    await file.close();
  }
}

function facts(home: Home, { mode, uid }: Stats): Pick<FoundFile, 'kind' | 'mode' | 'owner'> {
  return { kind: 'file', mode: mode & 0o7777, owner: uid - home.rootUid };
}

function typeOf(stat: Stats): FoundFile['type'] {
  if (stat.isDirectory()) return 'folder';
  return stat.isSymbolicLink() ? 'link' : 'other';
}

async function beginning(file: FileHandle): Promise<string> {
  const buffer = Buffer.alloc(maxProbeBytes);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.toString('utf8', 0, length);
}
