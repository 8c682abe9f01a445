import { leaseView } from '../../../../_server/lease-view.ts';
import { requireLiveLease } from '../../../../_server/leases.ts';
import { extendMachine } from '../../../../_server/machine.ts';
import { respond, writer } from '../../../../_server/respond.ts';

/** Gives a live machine its full time again. */
export function POST(request: Request, context: RouteContext<'/api/leases/[id]/extend'>): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const { id } = await context.params;
    return leaseView(await extendMachine(await requireLiveLease(id, learnerId)));
  });
}
