import { forwardFiles } from '../../../../_server/forward-files.ts';
import { respond } from '../../../../_server/respond.ts';

type Context = RouteContext<'/api/leases/[id]/files'>;

/** A folder's list, or the removal of what is at the query's `path`: protocol/files.ts. */
const forward = (request: Request, context: Context): Promise<Response> =>
  respond(request, async () => forwardFiles(request, (await context.params).id, ''));

export { forward as GET, forward as DELETE };
