'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import button from '../../../../_components/button.module.css';
import { askSite } from '../../../../_components/machine/machine-api.ts';
import { useLesson } from './lesson-context.tsx';
import styles from './lesson-parts.module.css';

const ShowMe = dynamic(() => import('./show-me.tsx').then((m) => m.ShowMe), { ssr: false });

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
  const { id: lesson, steps, currentStep, goTo } = useLesson();
  const section = useRef<HTMLElement>(null);
  const [isShown, setIsShown] = useState(false);
  const isHere = currentStep === id;
  const index = steps.findIndex((step) => step.id === id);

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

  useEffect(() => {
    const opened = ({ target }: { readonly target: EventTarget | null }): void => {
      const { dataset, open } = target as HTMLDetailsElement;
      if (!open || dataset['hint'] === undefined || dataset['opened'] !== undefined) return;
      dataset['opened'] = 'yes';
      const help = { kind: 'hint', step: id, number: Number(dataset['hint']) };
      // Only counted: it is open, whatever comes of it.
      askSite('POST', `/api/lessons/${lesson}/help`, help).catch(() => undefined);
    };
    const element = section.current;
    // Does not bubble.
    element?.addEventListener('toggle', opened, true);
    // Opened before the page was alive.
    for (const target of element?.querySelectorAll('details') ?? []) opened({ target });
    return () => element?.removeEventListener('toggle', opened, true);
  }, [lesson, id]);

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
        Step {index + 1} of {steps.length}{' '}
        <a href={`#${id}`} className={styles['permalink']} aria-label="Link to this step" title="Link to this step">
          #
        </a>
      </p>
      <h2 id={`${id}-title`} tabIndex={-1} className={styles['stepTitle']}>
        {title}
      </h2>
      {children}
      {steps[index]?.isSolved === true ? (
        <div className={styles['help']} data-help>
          {isShown ? (
            <ShowMe step={id} />
          ) : (
            <button type="button" className={`${button['button']} ${button['quiet']}`} onClick={() => setIsShown(true)}>
              Show me how
            </button>
          )}
        </div>
      ) : null}
    </section>
  );
}
