/** What a check says about a snapshot, in sentences for the learner. */
export interface Judgement {
  /** undecided: something that it asks for could not be read; `found` says what. */
  readonly outcome: 'pass' | 'fail' | 'undecided';
  readonly expected: string;
  readonly found: string;
  /** A command that shows the learner the relevant state. */
  readonly lookAt: string;
}

/** One thing that is asked of something that is there. */
export interface Miss {
  readonly holds: boolean;
  /** When it does not hold: what is so instead, and the command that shows it. */
  readonly found: string;
  readonly lookAt: string;
}

export function firstMiss(misses: readonly Miss[]): Miss | undefined {
  return misses.find(({ holds }) => !holds);
}
