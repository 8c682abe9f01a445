import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { CheckResult } from '../../../protocol/checks.ts';
import type { RunnerEvent } from '../../../protocol/sandbox.ts';
import { db, type Lease } from '../db.ts';
import { siteConfig } from '../env.ts';
import { leaseChanges } from '../lease-changes.ts';
import { leaseView } from '../lease-view.ts';
import { logger } from '../logger.ts';
import { keepPasses } from '../progress.ts';
import { reconcile, takeSandbox } from '../reconcile.ts';
import { runnerClient } from '../runner-client.ts';
import { createBrowsers } from './browsers.ts';
import { createTurns } from './turns.ts';
import { openRunnerLink, type RunnerLink } from './runner-link.ts';

export interface EventsHub {
  /** Lets a browser listen to the events of its lease. */
  accept(lease: Lease, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  reachableRunners(): readonly string[];
  close(): void;
}

/** Carries what runners tell into the database and on to the browsers concerned. `onHello`: a runner has come (back). */
export function startEventsHub(signal: AbortSignal, onHello: (runnerUrl: string) => void): EventsHub {
  const browsers = createBrowsers();
  const links = new Map<string, RunnerLink>();
  /** What is known of the checks of a lease since its runner's connection was last made. */
  const results = new Map<string, Map<string, CheckResult>>();
  const inTurn = createTurns((leaseId, error) =>
    logger().error({ lease: leaseId, err: error }, 'an event could not be handled'),
  );

  const sendLease = async (leaseId: string): Promise<void> => {
    const lease = await db().lease.findUnique({ where: { id: leaseId } });
    if (lease === null) return;
    if (lease.endedAt !== null) results.delete(leaseId);
    browsers.send(leaseId, { type: 'lease', lease: await leaseView(lease) });
  };
  const takeResults = async (leaseId: string, fresh: readonly CheckResult[]): Promise<void> => {
    const lease = await db().lease.findUnique({
      where: { id: leaseId },
      select: { learnerId: true, lesson: true, endedAt: true },
    });
    if (lease === null) return;
    await keepPasses(lease.learnerId, lease.lesson, fresh);
    const known = results.get(leaseId) ?? new Map<string, CheckResult>();
    for (const result of fresh) known.set(result.id, result);
    if (lease.endedAt === null) results.set(leaseId, known);
    browsers.send(leaseId, { type: 'checks', results: [...fresh] });
  };
  /** Asks for all results: events may have been missed. */
  const refreshChecks = async (lease: Lease): Promise<void> => {
    if (lease.endedAt !== null || lease.sandboxId === null || lease.state !== 'ready') return;
    await takeResults(lease.id, await runnerClient(lease.runnerUrl).runChecks(lease.sandboxId));
  };
  const hello = async (url: string): Promise<void> => {
    // It is done again within seconds; that the runner is back is told all the same.
    await reconcile(url).catch((error: unknown) =>
      logger().warn({ runner: url, err: error }, 'leases may be out of date'),
    );
    onHello(url);
    const leases = await db().lease.findMany({ where: { id: { in: [...browsers.leaseIds()] }, runnerUrl: url } });
    for (const lease of leases) {
      browsers.send(lease.id, { type: 'runner', reachable: true });
      browsers.send(lease.id, { type: 'lease', lease: await leaseView(lease) });
    }
  };
  const lost = async (url: string): Promise<void> => {
    const leases = await db().lease.findMany({ where: { runnerUrl: url, endedAt: null }, select: { id: true } });
    for (const { id } of leases) {
      results.delete(id);
      browsers.send(id, { type: 'runner', reachable: false });
    }
  };
  const take = (url: string, event: RunnerEvent): void => {
    if (event.type === 'hello') void inTurn(url, () => hello(url));
    else if (event.type === 'sandbox') void inTurn(event.sandbox.leaseId, () => takeSandbox(url, event.sandbox));
    else void inTurn(event.leaseId, () => takeResults(event.leaseId, event.results));
  };

  const changes = leaseChanges();
  const onChanged = (leaseId: string): void => void inTurn(leaseId, () => sendLease(leaseId));
  changes.on('changed', onChanged);
  for (const url of siteConfig().runnerUrls)
    links.set(
      url,
      openRunnerLink({
        url,
        signal,
        onEvent: (event) => take(url, event),
        onLost: () => void inTurn(url, () => lost(url)),
      }),
    );

  return {
    accept(lease, request, socket, head) {
      browsers.accept(lease.id, request, socket, head, (send) => {
        const known = results.get(lease.id);
        // Read again: the row may have changed since the upgrade was allowed.
        void inTurn(lease.id, async () => {
          const now = (await db().lease.findUnique({ where: { id: lease.id } })) ?? lease;
          send({ type: 'lease', lease: await leaseView(now) });
          if (known !== undefined) send({ type: 'checks', results: [...known.values()] });
          if (now.endedAt === null)
            send({ type: 'runner', reachable: links.get(lease.runnerUrl)?.isReachable() ?? false });
          if (known === undefined) await refreshChecks(now);
        });
      });
    },
    reachableRunners: () => [...links.values()].filter((link) => link.isReachable()).map(({ url }) => url),
    close() {
      changes.off('changed', onChanged);
      browsers.close();
    },
  };
}
