import { leaseView } from '../../../_server/lease-view.ts';
import { requireLease } from '../../../_server/leases.ts';
import { reader, respond } from '../../../_server/respond.ts';

/** A lease of the learner who asks, live or ended. */
export function GET(request: Request, context: RouteContext<'/api/leases/[id]'>): Promise<Response> {
  return respond(request, async () => {
    const { id } = await context.params;
    return leaseView(await requireLease(id, await reader(request)));
  });
}
