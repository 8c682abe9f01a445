'use client';

import { Info, Lightbulb } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLesson } from './lesson-context.tsx';
import styles from './lesson-parts.module.css';

/** A part of the lesson, shown when the learner is there; all are in the page, so that it can be searched and printed. */
export function Step({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { steps, currentStep, goTo } = useLesson();
  const section = useRef<HTMLElement>(null);
  const isHere = currentStep === id;

  useEffect(() => {
    const element = section.current;
    if (element === null) return;
    // Not by React's attribute, which would make it plain `hidden`: the browser's search must find text in other steps.
    if (isHere) element.removeAttribute('hidden');
    else element.setAttribute('hidden', 'until-found');
    const found = (): void => goTo(id);
    element.addEventListener('beforematch', found);
    return () => element.removeEventListener('beforematch', found);
  }, [isHere, id, goTo]);

  return (
    <section
      ref={section}
      id={id}
      className={styles['step']}
      data-step={id}
      data-here={isHere}
      aria-labelledby={`${id}-title`}
      suppressHydrationWarning
    >
      <p className={styles['number']}>
        Step {steps.findIndex((step) => step.id === id) + 1} of {steps.length}
      </p>
      <h2 id={`${id}-title`} tabIndex={-1} className={styles['stepTitle']}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Help that the learner opens when they want it. */
export function Hint({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <details className={styles['hint']}>
      <summary>
        <Lightbulb size={16} aria-hidden="true" /> {title ?? 'Hint'}
      </summary>
      <div className={styles['hintBody']}>{children}</div>
    </details>
  );
}

/** Something beside the way. */
export function Note({ children }: { readonly children: ReactNode }) {
  return (
    <aside className={styles['note']}>
      <Info size={18} aria-hidden="true" />
      <div>{children}</div>
    </aside>
  );
}
