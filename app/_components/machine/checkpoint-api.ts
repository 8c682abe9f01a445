import { checkpointListSchema, stepListSchema, type CheckpointList, type StepList } from '../../../protocol/site.ts';
import { askFor, askSite } from './machine-api.ts';

/*
 * Loaded with the dialogs that need it: the parser is larger than all the rest of a lesson's page.
 */

/** To which steps one can jump. Every call here throws Refusal with a sentence for the learner. */
export function readSteps(lease: string): Promise<StepList> {
  return askFor(stepListSchema, 'GET', `/api/leases/${lease}/steps`);
}

export function readCheckpoints(lease: string): Promise<CheckpointList> {
  return askFor(checkpointListSchema, 'GET', `/api/leases/${lease}/checkpoints`);
}

/** Keeps the machine as it is now; gives all checkpoints. */
export function saveCheckpoint(lease: string, name: string): Promise<CheckpointList> {
  return askFor(checkpointListSchema, 'POST', `/api/leases/${lease}/checkpoints`, { name });
}

/** Gives those that are left. */
export function deleteCheckpoint(lease: string, id: string): Promise<CheckpointList> {
  return askFor(checkpointListSchema, 'DELETE', `/api/leases/${lease}/checkpoints/${id}`);
}

/** Opens a copy of a checkpoint in free play; gives all checkpoints as they are then. */
export async function forkCheckpoint(lease: string, id: string): Promise<CheckpointList> {
  await askSite('POST', `/api/leases/${lease}/checkpoints/${id}/fork`);
  return readCheckpoints(lease);
}
