import { leaseView } from '../../../../../_server/lease-view.ts';
import { requireLease } from '../../../../../_server/leases.ts';
import { requireLessonOf } from '../../../../../_server/lessons.ts';
import { replaceMachine } from '../../../../../_server/replace-machine.ts';
import { respond, writer } from '../../../../../_server/respond.ts';
import { dropState, listStates, requireState } from '../../../../../_server/saved-states.ts';

type Context = RouteContext<'/api/leases/[id]/checkpoints/[checkpoint]'>;

/** Goes back to it: a new machine in place of the one that runs, which is kept as a checkpoint itself. */
export function POST(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { id, checkpoint } = await context.params;
    const lease = await requireLease(id, learnerId);
    const state = await requireState(learnerId, lease.lesson, checkpoint);
    const from = { checkpoint: state.id, runnerUrl: state.runnerUrl };
    const lesson = await requireLessonOf(state);
    return leaseView(await replaceMachine(lease, lesson, `Before going back to “${state.name}”`.slice(0, 80), from));
  });
}

export function DELETE(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const { id, checkpoint } = await context.params;
    const { lesson } = await requireLease(id, learnerId);
    await dropState(await requireState(learnerId, lesson, checkpoint));
    return listStates(learnerId, lesson);
  });
}
