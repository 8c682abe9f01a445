import { db } from '../../_server/db.ts';
import { siteConfig } from '../../_server/env.ts';
import { runnerClient } from '../../_server/runner-client.ts';
import { respond } from '../../_server/respond.ts';

/** For supervision: fails when the database does not answer. Runners are told about; the site serves without them. */
export function GET(request: Request): Promise<Response> {
  return respond(request, async () => {
    await db().$queryRaw`SELECT 1`;
    const runners = await Promise.all(
      siteConfig().runnerUrls.map((url) =>
        runnerClient(url)
          .health()
          .then(
            ({ runnerId, ok }) => ({ runnerId, ok }),
            () => ({ runnerId: null, ok: false }),
          ),
      ),
    );
    return { ok: true, runners };
  });
}

export const dynamic = 'force-dynamic';
