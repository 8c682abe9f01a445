import { forwardFiles } from '../../../../../_server/forward-files.ts';
import { respond } from '../../../../../_server/respond.ts';

type Context = RouteContext<'/api/leases/[id]/files/[act]'>;

/** One act with the learner's files: protocol/files.ts. */
const forward = (request: Request, context: Context): Promise<Response> =>
  respond(request, async () => {
    const { id, act } = await context.params;
    return forwardFiles(request, id, act);
  });

export { forward as GET, forward as POST, forward as PUT };
