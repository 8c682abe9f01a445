import { addNode } from '../../../../_server/lease-nodes.ts';
import { leaseView } from '../../../../_server/lease-view.ts';
import { requireLiveLease } from '../../../../_server/leases.ts';
import { respond, writer } from '../../../../_server/respond.ts';

/** One more machine beside those of a live lease. */
export function POST(request: Request, context: RouteContext<'/api/leases/[id]/nodes'>): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { id } = await context.params;
    return leaseView(await addNode(await requireLiveLease(id, learnerId)));
  });
}
