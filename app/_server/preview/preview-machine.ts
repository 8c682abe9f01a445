import { AppError } from '../../../protocol/errors.ts';
import { db } from '../db.ts';
import { requireNode } from '../lease-nodes.ts';
import { processWide } from '../process-wide.ts';
import { readPreviewKey } from './key.ts';

/** The sandbox behind a key, while its lease lives. */
export interface PreviewMachine {
  readonly runnerUrl: string;
  readonly sandboxId: string;
  readonly learnerId: string;
}

/** A page asks for many things at once: what was looked up holds this long. */
const holdsMs = 1000;
const maxHeld = 2000;

interface Held {
  readonly untilMs: number;
  readonly found: Promise<PreviewMachine>;
}

/** Throws not_found (a key that we never made), conflict (not there yet) or sandbox_stopped. */
export function previewMachine(key: string): Promise<PreviewMachine> {
  const shelf = processWide('preview machines', () => new Map<string, Held>());
  const now = Date.now();
  const held = shelf.get(key);
  if (held !== undefined && held.untilMs > now) return held.found;
  // Only keys of ours get this far, so the shelf holds no more than there are leases.
  const found = lookUp(key);
  if (readPreviewKey(key) !== undefined) {
    if (shelf.size > maxHeld) shelf.clear();
    shelf.set(key, { untilMs: now + holdsMs, found });
  }
  return found;
}

async function lookUp(key: string): Promise<PreviewMachine> {
  const of = readPreviewKey(key);
  const lease = of === undefined ? null : await db().lease.findUnique({ where: { id: of.leaseId } });
  if (lease === null || of === undefined)
    throw new AppError('not_found', 'no preview under this key', { hint: 'There is no such preview.' });
  if (lease.endedAt !== null)
    throw new AppError('sandbox_stopped', `lease ${lease.id} has ended`, {
      hint: 'The machine that served this page has stopped.',
    });
  if (lease.sandboxId === null)
    throw new AppError('conflict', `lease ${lease.id} has no sandbox yet`, {
      hint: 'This machine is still being started.',
    });
  const sandboxId = await requireNode({ ...lease, sandboxId: lease.sandboxId }, of.node);
  return { runnerUrl: lease.runnerUrl, sandboxId, learnerId: lease.learnerId };
}
