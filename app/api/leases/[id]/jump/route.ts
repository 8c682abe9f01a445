import { AppError } from '../../../../../protocol/errors.ts';
import { parseJson } from '../../../../../protocol/parse.ts';
import { atStepSchema } from '../../../../../protocol/site.ts';
import { leaseView } from '../../../../_server/lease-view.ts';
import { requireLease } from '../../../../_server/leases.ts';
import { requireLessonOf } from '../../../../_server/lessons.ts';
import { replaceMachine } from '../../../../_server/replace-machine.ts';
import { requireStep } from '../../../../_server/recipes.ts';
import { bodyText, respond, writer } from '../../../../_server/respond.ts';

/**
 * Replaces the machine by one as it is when a step begins, with a new lease. What was passed stays passed; what was jumped
 * over is not; it can be undone.
 */
export function POST(request: Request, context: RouteContext<'/api/leases/[id]/jump'>): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { id } = await context.params;
    const lease = await requireLease(id, learnerId);
    const lesson = await requireLessonOf(lease);
    const { step } = parseJson(atStepSchema, await bodyText(request), 'the step');
    const { number } = requireStep(lesson, step);
    if (lease.endedAt === null && lease.state === 'preparing')
      throw new AppError('conflict', `lease ${id} is being prepared`, { hint: 'This machine is still being started.' });
    return leaseView(await replaceMachine(lease, lesson, `Before going to step ${number}`, { step }));
  });
}
