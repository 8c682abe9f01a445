import { latestLease } from '../../../../../_server/leases.ts';
import { leaseView } from '../../../../../_server/lease-view.ts';
import { requireLesson } from '../../../../../_server/lessons.ts';
import { startMachine, stopMachine } from '../../../../../_server/machine.ts';
import { respond, writer } from '../../../../../_server/respond.ts';
import { AppError } from '../../../../../../protocol/errors.ts';

type Context = RouteContext<'/api/lessons/[course]/[lesson]/lease'>;

/** Starts the learner's machine for this lesson, or gives the one that runs. */
export function POST(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const params = await context.params;
    const { lesson } = await requireLesson(params.course, params.lesson);
    return leaseView(await startMachine({ learnerId, lesson }));
  });
}

/** Stops it. */
export function DELETE(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const params = await context.params;
    const lease = await latestLease(learnerId, `${params.course}/${params.lesson}`);
    if (lease === null)
      throw new AppError('not_found', 'no lease', { hint: 'No machine has been started for this lesson.' });
    return leaseView(lease.endedAt === null ? await stopMachine(lease, 'learner') : lease);
  });
}
