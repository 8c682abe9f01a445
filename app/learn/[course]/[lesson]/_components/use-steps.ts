import { useCallback, useEffect, useState } from 'react';
import { noteVisit } from '../../../../_components/machine/machine-api.ts';
import type { LessonStep } from './lesson-context.tsx';

/** Which step is shown: that of the address, else where the learner was. Each visit is noted for the way back. */
export function useSteps(
  lesson: string,
  steps: readonly LessonStep[],
  initial: string,
): readonly [string, (step: string) => void] {
  const [current, setCurrent] = useState(initial);

  const show = useCallback(
    (step: string) => {
      setCurrent(step);
      void noteVisit(lesson, step);
    },
    [lesson],
  );

  const goTo = useCallback(
    (step: string) => {
      show(step);
      history.replaceState(history.state, '', `#${step}`);
      requestAnimationFrame(() => document.getElementById(`${step}-title`)?.focus({ preventScroll: true }));
      document.getElementById('lesson-text')?.scrollTo({ top: 0 });
    },
    [show],
  );

  useEffect(() => {
    const fromAddress = (): boolean => {
      const id = decodeURIComponent(location.hash.slice(1));
      const isStep = steps.some((step) => step.id === id);
      if (isStep) show(id);
      return isStep;
    };
    if (!fromAddress()) void noteVisit(lesson, initial);
    window.addEventListener('hashchange', fromAddress);
    return () => window.removeEventListener('hashchange', fromAddress);
  }, [steps, show, lesson, initial]);

  return [current, goTo];
}
