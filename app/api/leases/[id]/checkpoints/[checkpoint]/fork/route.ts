import { AppError } from '../../../../../../../protocol/errors.ts';
import { freePlay } from '../../../../../../_server/free-play.ts';
import { leaseView } from '../../../../../../_server/lease-view.ts';
import { latestLease, requireLease } from '../../../../../../_server/leases.ts';
import { startMachine } from '../../../../../../_server/machine.ts';
import { respond, writer } from '../../../../../../_server/respond.ts';
import { requireState } from '../../../../../../_server/saved-states.ts';

/** A second machine from a checkpoint, in free play; the lesson's own goes on. */
export function POST(
  request: Request,
  context: RouteContext<'/api/leases/[id]/checkpoints/[checkpoint]/fork'>,
): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { id, checkpoint } = await context.params;
    const { lesson } = await requireLease(id, learnerId);
    const state = await requireState(learnerId, lesson, checkpoint);
    const running = await latestLease(learnerId, freePlay.id);
    if (running !== null && running.endedAt === null)
      throw new AppError('conflict', 'free play runs', {
        hint: 'Free play has a machine already. Stop it there, then open this copy.',
      });
    const from = { checkpoint: state.id, runnerUrl: state.runnerUrl };
    return leaseView(await startMachine({ learnerId, lesson: freePlay, nodes: 1, from }));
  });
}
