import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../protocol/errors.ts';
import { slugPattern } from '../../../protocol/ids.ts';
import { clientAddress } from '../address.ts';
import { siteConfig } from '../env.ts';
import { requireLease, requireLiveLease } from '../leases.ts';
import { requireOwnOrigin } from '../origin.ts';
import { limitRate } from '../rate-limits.ts';
import { findLearner, readToken } from '../session.ts';
import { authorization } from '../ticket.ts';
import { createEcho } from './echo.ts';
import type { EventsHub } from './events-hub.ts';
import { forwardUpgrade } from './forward-upgrade.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

/** `events` are the site's own; `terminals/<name>` and the other kinds are the runner's. */
const pathPattern = new RegExp(`^/ws/leases/([a-z0-9]{20})/(events|world|files|ports|terminals/(${slugPattern}))$`);

const echo = createEcho();

/**
 * Handles every WebSocket upgrade of the site: Origin, session cookie and ownership of the lease are checked here, and
 * whatever is wrong is answered as a plain HTTP error.
 */
export async function handleUpgrade(
  hub: EventsHub,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  // Without a listener an error of a socket would end the process.
  socket.on('error', () => socket.destroy());
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  try {
    if (path === '/ws/echo') {
      const { publicOrigins, trustProxy } = siteConfig();
      requireOwnOrigin(request.headers.origin, request.headers.host, publicOrigins);
      await limitRate('socket', undefined, clientAddress(request, trustProxy));
      echo.accept(request, socket, head);
      return;
    }
    const [, leaseId, kind, terminal] = pathPattern.exec(path) ?? [];
    if (leaseId === undefined || kind === undefined)
      throw new AppError('not_found', `no socket at ${path}`, { hint: 'There is no socket at this address.' });
    const { publicOrigins, trustProxy } = siteConfig();
    requireOwnOrigin(request.headers.origin, request.headers.host, publicOrigins);
    const token = readToken(request.headers.cookie);
    await limitRate('socket', token, clientAddress(request, trustProxy));
    const learner = await findLearner(token);
    if (learner === undefined)
      throw new AppError('unauthenticated', 'no known session', { hint: 'Open the lesson in this browser first.' });
    if (kind === 'events') {
      hub.accept(await requireLease(leaseId, learner), request, socket, head);
      return;
    }
    const node = new URL(request.url ?? '/', 'http://site').searchParams.get('node') ?? 'main';
    const { sandboxId, runnerUrl } = await requireLiveLease(leaseId, learner, node);
    forwardUpgrade(request, socket, head, {
      runnerUrl,
      path: `/v1/sandboxes/${sandboxId}/${kind}`,
      authorization: await authorization(
        terminal === undefined
          ? { scope: 'sandbox', sandboxId, learner }
          : { scope: 'terminal', sandboxId, terminal, learner },
      ),
    });
  } catch (error) {
    refuseUpgrade(socket, path, error);
  }
}
