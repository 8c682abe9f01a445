import { leaseView } from '../../../../_server/lease-view.ts';
import { requireLease } from '../../../../_server/leases.ts';
import { requireLessonOf } from '../../../../_server/lessons.ts';
import { replaceMachine } from '../../../../_server/replace-machine.ts';
import { respond, writer } from '../../../../_server/respond.ts';

/** Replaces the machine by a fresh one, with a new lease. What was passed stays passed; it can be undone. */
export function POST(request: Request, context: RouteContext<'/api/leases/[id]/reset'>): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { id } = await context.params;
    const lease = await requireLease(id, learnerId);
    return leaseView(await replaceMachine(lease, await requireLessonOf(lease), 'Before starting afresh'));
  });
}
