import { useEffect, useState } from 'react';
import { Refusal } from './machine-api.ts';

interface AskedState<T> {
  /** null: not there yet. */
  readonly value: T | null;
  readonly refusal: string | null;
  readonly isBusy: boolean;
}

export interface Asked<T> extends AskedState<T> {
  /** Asks for something else, whose answer takes the place of `value`. Resolves to whether it was granted. */
  readonly ask: (question: () => Promise<T>) => Promise<boolean>;
}

/** What `first`, called once, answers, and the answers to what is asked afterwards. */
export function useAsked<T>(first: () => Promise<T>): Asked<T> {
  const [state, setState] = useState<AskedState<T>>({ value: null, refusal: null, isBusy: true });
  const [question] = useState(() => first);
  useEffect(() => {
    question().then(
      (value) => setState(granted(value)),
      (error: unknown) => setState(refused(error)),
    );
  }, [question]);
  const ask = async (next: () => Promise<T>): Promise<boolean> => {
    setState(({ value }) => ({ value, refusal: null, isBusy: true }));
    try {
      const value = await next();
      setState(granted(value));
      return true;
    } catch (error) {
      setState(refused(error));
      return false;
    }
  };
  return { ...state, ask };
}

function granted<T>(value: T): AskedState<T> {
  return { value, refusal: null, isBusy: false };
}

/** What was known before stays. */
function refused<T>(error: unknown): (before: AskedState<T>) => AskedState<T> {
  const refusal = error instanceof Refusal ? error.message : String(error);
  return ({ value }) => ({ value, refusal, isBusy: false });
}
