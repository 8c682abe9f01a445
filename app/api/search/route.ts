import { addressHeader } from '../../_server/address.ts';
import { limitRate } from '../../_server/rate-limits.ts';
import { respond } from '../../_server/respond.ts';
import { searchLessons } from '../../_server/search/search-lessons.ts';
import { readToken } from '../../_server/session.ts';

/** What the lessons say about `q`, while it is being typed. */
export function GET(request: Request): Promise<Response> {
  return respond(request, async () => {
    const token = readToken(request.headers.get('cookie'));
    await limitRate('search', token, request.headers.get(addressHeader) ?? '');
    return searchLessons(new URL(request.url).searchParams.get('q') ?? '');
  });
}
