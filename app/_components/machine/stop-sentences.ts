import type { StopReason } from '../../../protocol/sandbox.ts';

export interface StopSentence {
  readonly title: string;
  readonly why: string;
}

/** What a learner reads when their machine has stopped, for every reason there is. */
export const stopSentences: Readonly<Record<StopReason, StopSentence>> = {
  learner: { title: 'Your machine is stopped', why: 'You stopped it.' },
  reset: { title: 'This machine was replaced', why: 'You asked for a fresh one.' },
  expired: { title: 'Time is up', why: 'The machine reached the end of its time and was stopped.' },
  idle: {
    title: 'Your machine went to sleep',
    why: 'Nobody had typed for a while, so it was stopped to make room for others.',
  },
  died: {
    title: 'Your machine broke down',
    why: 'Its first process ended: it ran out of memory, or something in it was killed. That can happen when one tries things; nothing outside it was harmed.',
  },
  operator: { title: 'Your machine was stopped', why: 'The operator of this site stopped it.' },
  shutdown: { title: 'Your machine was stopped', why: 'The service that runs the machines was shut down.' },
  lost: { title: 'Your machine was lost', why: 'The computer that ran it was restarted or failed.' },
  failed: { title: 'The machine could not be started', why: 'Something went wrong while it was being made.' },
};
