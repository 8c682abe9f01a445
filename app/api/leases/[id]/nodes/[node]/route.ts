import { nodeNameSchema } from '../../../../../../protocol/node.ts';
import { parse } from '../../../../../../protocol/parse.ts';
import { addNode, removeNode } from '../../../../../_server/lease-nodes.ts';
import { leaseView } from '../../../../../_server/lease-view.ts';
import { requireLiveLease } from '../../../../../_server/leases.ts';
import { respond, writer } from '../../../../../_server/respond.ts';

type Context = RouteContext<'/api/leases/[id]/nodes/[node]'>;

/** Starts a machine that has ended anew, under its name and address. */
export function POST(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'start');
    const { id, node } = await context.params;
    const name = parse(nodeNameSchema, node, 'The machine');
    return leaseView(await addNode(await requireLiveLease(id, learnerId), name));
  });
}

/** Takes a machine away. */
export function DELETE(request: Request, context: Context): Promise<Response> {
  return respond(request, async () => {
    const learnerId = await writer(request, 'write');
    const { id, node } = await context.params;
    return leaseView(await removeNode(await requireLiveLease(id, learnerId), node));
  });
}
