import { AppError } from '../../protocol/errors.ts';
import type { CreateSandbox } from '../../protocol/sandbox.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Lease } from './lease.ts';
import { volumeNames, type Workshop } from './live-sandbox.ts';
import { lineTimeoutMs } from './step-maker.ts';
import type { StepStates, WayToStep } from './step-states.ts';

/** What a new sandbox is made from. */
export interface StartingPoint {
  /** null: from a golden volume, as the lesson begins. */
  readonly volume: string | null;
  /** Ids of the containers that are to run again. */
  readonly running: readonly string[];
  /** Steps that are to be done for the learner first, because their state is not there yet. */
  readonly todo: WayToStep['todo'];
  /** Checks that are not graded. */
  readonly skipped: string[];
}

/** Throws AppError checkpoint_not_found: there is no such checkpoint of this learner, or no recipe for the step. */
export function startingPoint(
  request: CreateSandbox,
  { checkpoints, steps }: { readonly checkpoints: Checkpoints; readonly steps: StepStates },
): StartingPoint {
  const { fromCheckpoint, fromStep, owner, passed } = request;
  const unpassed = (ids: readonly string[]): string[] => ids.filter((id) => !passed.includes(id));
  if (fromCheckpoint !== undefined) {
    const { id, running, skipped } = checkpoints.get(fromCheckpoint, owner);
    return { volume: volumeNames.checkpoint(id), running, todo: [], skipped: unpassed(skipped) };
  }
  const skipped = unpassed(request.skipped);
  if (fromStep === undefined) return { volume: null, running: [], todo: [], skipped };
  const way = steps.wayTo(fromStep.recipe, fromStep.step);
  if (way !== undefined) return { volume: way.from.volume, running: way.from.running, todo: way.todo, skipped };
  throw new AppError('checkpoint_not_found', `no recipe ${fromStep.recipe} with a step ${fromStep.step}`, {
    hint: 'The beginning of this step is not known here. Reload the page, then try again.',
  });
}

/** Does for the learner what their way to a step still lacks, and tells how far it is by `onProgress`. */
export async function doSteps(
  { inside }: Workshop,
  lease: Lease,
  todo: StartingPoint['todo'],
  onProgress: () => void,
): Promise<void> {
  for (const [index, { typed }] of todo.entries()) {
    const which = todo.length === 1 ? 'the step before' : `the steps before, ${index + 1} of ${todo.length}`;
    await inside.typeStep(lease.live.handle, typed, {
      lineTimeoutMs,
      onAction(action) {
        if (action.kind !== 'type' || lease.stopReason !== null) return;
        lease.detail = `Doing ${which} for you: ${action.shown}`.slice(0, 300);
        onProgress();
      },
    });
  }
}

/** Why a machine is not there, for its learner: what was being done for it. */
export function failedAt(doing: string): string {
  return `It failed at this: “${doing.slice(0, 200)}” Try again. If it fails again, tell your instructor.`;
}
