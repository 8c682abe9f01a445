import { leaseView } from '../../../../_server/lease-view.ts';
import { requireLease } from '../../../../_server/leases.ts';
import { requireLesson } from '../../../../_server/lessons.ts';
import { startMachine, stopMachine } from '../../../../_server/machine.ts';
import { respond, writer } from '../../../../_server/respond.ts';

/** Replaces the machine by a fresh one, with a new lease. What was passed stays passed. */
export function POST(request: Request, context: RouteContext<'/api/leases/[id]/reset'>): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { id } = await context.params;
    const lease = await requireLease(id, learnerId);
    const [course = '', slug = ''] = lease.lesson.split('/');
    const { lesson } = await requireLesson(course, slug);
    if (lease.endedAt === null) await stopMachine(lease, 'reset');
    return leaseView(await startMachine({ learnerId, lesson }));
  });
}
