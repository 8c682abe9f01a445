import { AppError } from '../../../../../protocol/errors.ts';
import { parseJson } from '../../../../../protocol/parse.ts';
import { saveCheckpointSchema } from '../../../../../protocol/site.ts';
import { requireLease, requireLiveLease } from '../../../../_server/leases.ts';
import { bodyText, reader, respond, writer } from '../../../../_server/respond.ts';
import { listStates, saveState } from '../../../../_server/saved-states.ts';

type Context = RouteContext<'/api/leases/[id]/checkpoints'>;

/** The learner's checkpoints of this lesson. */
export function GET(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const { id } = await context.params;
    const { learnerId, lesson } = await requireLease(id, await reader(request));
    return listStates(learnerId, lesson);
  });
}

/** Keeps the machine as it is now under a name. */
export function POST(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const { id } = await context.params;
    const lease = await requireLiveLease(id, learnerId);
    if (lease.state === 'preparing')
      throw new AppError('conflict', `lease ${id} is being prepared`, { hint: 'This machine is still being started.' });
    const { name } = parseJson(saveCheckpointSchema, await bodyText(request), 'The checkpoint');
    await saveState(lease, 'own', name);
    return listStates(learnerId, lease.lesson);
  });
}
