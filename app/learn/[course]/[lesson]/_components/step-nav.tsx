'use client';

import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import button from '../../../../_components/button.module.css';
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

/** Back and next under the text; after the last step, to the next lesson. */
export function StepNav({ next, course }: StepNavProps) {
  const { steps, currentStep, goTo, passed, checks } = useLesson();
  const index = steps.findIndex((step) => step.id === currentStep);
  const before = steps[index - 1];
  const after = steps[index + 1];
  const here = steps[index];
  const isHereDone = here?.checks.every((id) => passed.has(id)) ?? true;
  const open = [...checks.keys()].filter((id) => !passed.has(id)).length;
  const emphasis = isHereDone ? ` ${button['next']}` : '';
  return (
    <div className={styles['nav']}>
      {after === undefined ? (
        <p className={styles['end']}>
          {open === 0
            ? 'That was the whole lesson, and everything in it is done.'
            : `This is the last step. ${open === 1 ? 'One check is' : `${open} checks are`} still open; you can come back to them at any time.`}
        </p>
      ) : null}
      <div className={styles['buttons']}>
        {before === undefined ? (
          <span />
        ) : (
          <button type="button" className={button['button']} onClick={() => goTo(before.id)}>
            <ArrowLeft size={18} aria-hidden="true" /> Back
          </button>
        )}
        {after === undefined ? (
          <Link href={next?.href ?? course.href} className={`${button['button']}${emphasis}`}>
            {next === null ? `Back to ${course.title}` : `Next lesson: ${next.title}`}{' '}
            <ArrowRight size={18} aria-hidden="true" />
          </Link>
        ) : (
          <button type="button" className={`${button['button']}${emphasis}`} onClick={() => goTo(after.id)}>
            Next: {after.title} <ArrowRight size={18} aria-hidden="true" />
          </button>
        )}
      </div>
    </div>
  );
}
