import { useState } from 'react';
import { Refusal } from '../machine/machine-api.ts';

export interface Asking {
  readonly isAsking: boolean;
  /** Why the last one was refused, for the learner. */
  readonly refusal: string | null;
  /** Does what is asked, unless something is being asked already. */
  readonly ask: (what: () => Promise<void>) => void;
}

/** One question to the site at a time. */
export function useAsking(): Asking {
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const ask = (what: () => Promise<void>): void => {
    if (isAsking) return;
    setIsAsking(true);
    setRefusal(null);
    what()
      .catch((error: unknown) =>
        setRefusal(
          error instanceof Refusal
            ? error.message
            : 'Slipway does not answer, or was renewed meanwhile. Reload the page.',
        ),
      )
      .finally(() => setIsAsking(false));
  };
  return { isAsking, refusal, ask };
}
