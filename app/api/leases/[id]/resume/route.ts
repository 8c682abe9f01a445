import { AppError } from '../../../../../protocol/errors.ts';
import { leaseView } from '../../../../_server/lease-view.ts';
import { requireLease } from '../../../../_server/leases.ts';
import { requireLessonOf } from '../../../../_server/lessons.ts';
import { startMachine } from '../../../../_server/machine.ts';
import { respond, writer } from '../../../../_server/respond.ts';

/** Goes on from the checkpoint of a machine that stopped, with a new lease. */
export function POST(request: Request, context: RouteContext<'/api/leases/[id]/resume'>): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { id } = await context.params;
    const { checkpoint, runnerUrl, lesson: lessonId } = await requireLease(id, learnerId);
    if (checkpoint === null)
      throw new AppError('checkpoint_not_found', `lease ${id} has no checkpoint`, {
        hint: 'Nothing was saved of this machine. Start a fresh one.',
      });
    const lesson = await requireLessonOf({ lesson: lessonId });
    return leaseView(await startMachine({ learnerId, lesson, from: { checkpoint, runnerUrl } }));
  });
}
