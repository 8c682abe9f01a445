import type { Metadata } from 'next';
import { freePlay } from '../_server/free-play.ts';
import { latestLease } from '../_server/leases.ts';
import { leaseView } from '../_server/lease-view.ts';
import { pageLearner, pageTheme } from '../_server/page-context.ts';
import { PlayWorkspace } from './_components/play-workspace.tsx';

export const metadata: Metadata = { title: freePlay.title, description: freePlay.summary };

/** Machines without a lesson: one to five on one network. */
export default async function PlayPage() {
  const learner = await pageLearner();
  const [lease, theme] = await Promise.all([
    learner === undefined ? null : latestLease(learner, freePlay.id),
    pageTheme(),
  ]);
  return (
    <PlayWorkspace
      title={freePlay.title}
      lease={lease === null ? null : await leaseView(lease)}
      nodes={lease?.nodeCount ?? 1}
      theme={theme}
    />
  );
}
