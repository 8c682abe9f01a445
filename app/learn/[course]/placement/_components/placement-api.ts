import { askFor } from '../../../../_components/machine/machine-api.ts';
import { placementResultSchema, type PlacementResult } from '../../../../../protocol/placement.ts';

/** Gives the choices by question. Throws Refusal with a sentence for the learner. Loaded when it is needed, for its parser. */
export function givePlacement(
  course: string,
  answers: Readonly<Record<string, readonly string[]>>,
): Promise<PlacementResult> {
  return askFor(placementResultSchema, 'PUT', `/api/courses/${course}/placement`, { answers });
}
