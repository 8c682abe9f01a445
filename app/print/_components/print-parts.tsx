import type { ComponentProps, ComponentType, ReactNode } from 'react';
import type { Lesson } from '../../../lesson-kit/course.ts';
import styles from './print.module.css';

/** What the elements of `lesson`'s text are on paper: nothing to click, every check a box, every hint open. */
export function printParts(lesson: Lesson, passed: readonly string[]): Record<string, ComponentType<never>> {
  const Step = ({
    id,
    title,
    children,
  }: {
    readonly id: string;
    readonly title: string;
    readonly children: ReactNode;
  }) => (
    <section id={`${lesson.slug}-${id}`}>
      <h3>
        <span className={styles['number']}>{lesson.steps.findIndex((step) => step.id === id) + 1}</span> {title}
      </h3>
      {children}
    </section>
  );
  const Check = ({ id }: { readonly id: string }) => {
    const isDone = passed.includes(id);
    const shown = lesson.checks.find((check) => check.id === id);
    return (
      <p className={styles['check']}>
        <span className={styles['box']} aria-hidden="true">
          {isDone ? '✓' : ''}
        </span>
        <span>
          {shown?.title}
          {shown?.kind === 'answer' ? `: ${shown.question}` : ''}
          <span className="for-readers">{isDone ? ' (done)' : ' (to do)'}</span>
        </span>
      </p>
    );
  };
  const Quiz = ({ id }: { readonly id: string }) => {
    const quiz = lesson.checks.find((check) => check.id === id);
    if (quiz?.kind !== 'quiz') return null;
    return (
      <div className={styles['quiz']}>
        <p>
          {quiz.question}
          {quiz.multiple ? ' Choose all that are right.' : ''}
        </p>
        {quiz.choices.map((choice) => (
          <p key={choice.id} className={styles['check']}>
            <span className={styles['box']} aria-hidden="true" />
            <span>{choice.text}</span>
          </p>
        ))}
      </div>
    );
  };
  return { Step, Check, Quiz, Hint, Note, pre: Pre, h3: Heading, h4: Heading };
}

function Hint({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <div className={styles['hint']}>
      <p className={styles['label']}>Hint{title === undefined ? '' : `: ${title}`}</p>
      {children}
    </div>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return <div className={styles['note']}>{children}</div>;
}

/** In a step, whose title is an h3 here. Without the id: several lessons may have the same one. */
function Heading({ children }: { readonly children?: ReactNode }) {
  return <h4>{children}</h4>;
}

const labels: Readonly<Record<string, string>> = { run: 'Type', copy: 'Copy', output: 'You should see' };

function Pre(props: ComponentProps<'pre'> & { readonly 'data-kind'?: string; readonly 'data-file'?: string }) {
  const kind = props['data-kind'];
  const label = kind === 'file' ? `File ${props['data-file'] ?? ''}` : labels[kind ?? ''];
  return (
    <div className={styles['code']} data-kind={kind}>
      {label === undefined ? null : <p className={styles['label']}>{label}</p>}
      <pre className={styles['pre']}>{props.children}</pre>
    </div>
  );
}
