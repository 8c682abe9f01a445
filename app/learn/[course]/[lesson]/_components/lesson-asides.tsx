import type { ReactNode } from 'react';
import styles from './lesson-asides.module.css';

/*
 * What the server makes alone: no script for it goes to the browser. So the two pictures are written out.
 */

interface HintProps {
  readonly title?: string;
  /** Which of the hints of its step it is, and of how many; both undefined outside a step. */
  readonly number?: string;
  readonly of?: string;
  readonly step?: string;
  /** How many hints of each step the learner has opened already. */
  readonly opened: ReadonlyMap<string, number>;
  readonly children: ReactNode;
}

/** Help that the learner opens when they want it. Those of a step are offered one after the other. */
export function Hint({ title, number, of, step, opened, children }: HintProps) {
  const isOpened = (opened.get(step ?? '') ?? 0) >= Number(number ?? 1);
  const name = of === undefined || of === '1' ? 'Hint' : `Hint ${number ?? ''} of ${of}`;
  return (
    // It may be opened before the page is alive.
    <details
      className={styles['hint']}
      data-hint={number}
      data-opened={isOpened ? 'yes' : undefined}
      suppressHydrationWarning
    >
      <summary>
        <svg {...icon} width={16} height={16}>
          <path d="M15 14c.2-1 .7-1.7 1.5-2.5 1-.9 1.5-2.2 1.5-3.5A6 6 0 0 0 6 8c0 1 .2 2.2 1.5 3.5.7.7 1.3 1.5 1.5 2.5M9 18h6M10 22h4" />
        </svg>{' '}
        {title === undefined ? name : `${name}: ${title}`}
      </summary>
      <div className={styles['hintBody']}>{children}</div>
    </details>
  );
}

/** Something beside the way. */
export function Note({ children }: { readonly children: ReactNode }) {
  return (
    <aside className={styles['note']}>
      <svg {...icon} width={18} height={18}>
        <circle cx="12" cy="12" r="10" />
        <path d="M12 16v-4M12 8h.01" />
      </svg>
      <div>{children}</div>
    </aside>
  );
}

const icon = {
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  'aria-hidden': true,
} as const;
