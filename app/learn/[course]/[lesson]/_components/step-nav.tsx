'use client';

import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import button from '../../../../_components/button.module.css';
import { faceOf, faces } from './check-face.ts';
import { useLesson } from './lesson-context.tsx';
import styles from './step-nav.module.css';

/** Where one is among the steps, as dots that lead there. */
export function StepDots() {
  const { steps, currentStep, goTo, passed } = useLesson();
  const index = steps.findIndex((step) => step.id === currentStep);
  return (
    <nav className={styles['dots']} aria-label="Steps">
      <span className={styles['count']}>
        {index + 1} of {steps.length}
      </span>
      <ol>
        {steps.map((step, i) => {
          const isDone = step.checks.length > 0 && step.checks.every((id) => passed.has(id));
          const open = step.checks.filter((id) => !passed.has(id)).length;
          const words = step.checks.length === 0 ? '' : isDone ? ', done' : `, ${open} to do`;
          return (
            <li key={step.id}>
              <a
                href={`#${step.id}`}
                aria-label={`Step ${i + 1}: ${step.title}${words}`}
                title={`${i + 1}. ${step.title}${words}`}
                aria-current={step.id === currentStep ? 'step' : undefined}
                data-done={isDone}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(step.id);
                }}
              />
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

interface StepNavProps {
  readonly next: { readonly href: string; readonly title: string } | null;
  readonly course: { readonly href: string; readonly title: string };
}

/** The bar under the text, always in sight: back, what this step grades, next; after the last step, to the next lesson. */
export function StepNav({ next, course }: StepNavProps) {
  const { steps, currentStep, goTo, passed, phase } = useLesson();
  const index = steps.findIndex((step) => step.id === currentStep);
  const before = steps[index - 1];
  const after = steps[index + 1];
  const checks = steps[index]?.checks ?? [];
  const isDone = checks.every((id) => passed.has(id));
  // One accent at a time: before there is a machine it is the button that starts one.
  const emphasis = isDone && (checks.length > 0 || phase === 'live') ? ` ${button['next']}` : '';
  return (
    <nav className={styles['nav']} aria-label="Back and next">
      <div className={styles['inside']}>
        {before === undefined ? (
          <span />
        ) : (
          <button type="button" className={button['button']} onClick={() => goTo(before.id)} title={before.title}>
            <ArrowLeft size={18} aria-hidden="true" /> Back
          </button>
        )}
        <CheckMarks ids={checks} />
        {after === undefined ? (
          <Link
            href={next?.href ?? course.href}
            className={`${button['button']}${emphasis} ${styles['forward']}`}
            prefetch={false}
          >
            <span>{next === null ? `Back to ${course.title}` : `Next lesson: ${next.title}`}</span>
            <ArrowRight size={18} aria-hidden="true" />
          </Link>
        ) : (
          <button
            type="button"
            className={`${button['button']}${emphasis} ${styles['forward']}`}
            onClick={() => goTo(after.id)}
            title={after.title}
          >
            <span>Next</span>
            <ArrowRight size={18} aria-hidden="true" />
          </button>
        )}
      </div>
    </nav>
  );
}

/** The checks of this step as marks that lead to where they are described: a tick is seen wherever one reads. */
function CheckMarks({ ids }: { readonly ids: readonly string[] }) {
  const { checks, passed, results } = useLesson();
  if (ids.length === 0) return <span className={styles['marks']} />;
  const done = ids.filter((id) => passed.has(id)).length;
  return (
    <ul className={styles['marks']} aria-label={`${done} of ${ids.length} checks done`}>
      {ids.map((id) => {
        const face = faceOf(passed.has(id), results.get(id));
        const { Icon, word } = faces[face];
        const title = `${checks.get(id)?.title ?? id}: ${word}`;
        return (
          <li key={id}>
            <a
              href={`#check-${id}`}
              data-face={face}
              aria-label={title}
              title={title}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(`check-${id}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
              }}
            >
              <Icon size={20} aria-hidden="true" />
            </a>
          </li>
        );
      })}
      <li className={styles['tally']} aria-hidden="true">
        {done} of {ids.length}
      </li>
    </ul>
  );
}

/** Under the last step: how the lesson stands. */
export function LessonEnd() {
  const { steps, currentStep, passed, checks, goTo } = useLesson();
  if (steps.at(-1)?.id !== currentStep) return null;
  const open = [...checks.keys()].filter((id) => !passed.has(id));
  const firstOpen = steps.find((step) => step.checks.some((id) => open.includes(id)));
  if (open.length === 0)
    return (
      <p className={styles['end']} data-done="true">
        That was the whole lesson, and everything in it is done.
      </p>
    );
  return (
    <p className={styles['end']}>
      This is the last step.{' '}
      {open.length === 1 ? 'One check of the lesson is' : `${open.length} checks of the lesson are`} still open
      {firstOpen === undefined || firstOpen.id === currentStep ? '.' : ', the first in '}
      {firstOpen === undefined || firstOpen.id === currentStep ? null : (
        <>
          <a
            href={`#${firstOpen.id}`}
            onClick={(event) => {
              event.preventDefault();
              goTo(firstOpen.id);
            }}
          >
            {firstOpen.title}
          </a>
          .
        </>
      )}
    </p>
  );
}
