import { AppError } from '../../../../protocol/errors.ts';
import { parseJson } from '../../../../protocol/parse.ts';
import { startPlaySchema } from '../../../../protocol/site.ts';
import { freePlay } from '../../../_server/free-play.ts';
import { leaseView } from '../../../_server/lease-view.ts';
import { latestLease } from '../../../_server/leases.ts';
import { startMachine, stopMachine } from '../../../_server/machine.ts';
import { bodyText, respond, writer } from '../../../_server/respond.ts';

/** Starts the learner's machines for free play, or gives those that run. */
export function POST(request: Request): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { nodes } = parseJson(startPlaySchema, await bodyText(request), 'The number of machines');
    return leaseView(await startMachine({ learnerId, lesson: freePlay, nodes }));
  });
}

/** Stops them. */
export function DELETE(request: Request): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const lease = await latestLease(learnerId, freePlay.id);
    if (lease === null) throw new AppError('not_found', 'no lease', { hint: 'No machine has been started here.' });
    return leaseView(lease.endedAt === null ? await stopMachine(lease, 'learner') : lease);
  });
}
