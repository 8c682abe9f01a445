import { exportMachine } from '../../../../_server/export-machine.ts';
import { requireLease } from '../../../../_server/leases.ts';
import { reader, respond } from '../../../../_server/respond.ts';

/** What the learner takes home, as a .tar.gz. */
export function GET(request: Request, context: RouteContext<'/api/leases/[id]/export'>): Promise<Response> {
  return respond(request, async () => {
    const { id } = await context.params;
    const node = new URL(request.url).searchParams.get('node') ?? 'main';
    return exportMachine(await requireLease(id, await reader(request)), node, request.signal);
  });
}
