import { Check } from 'lucide-react';
import Link from 'next/link';
import styles from './lesson-line.module.css';
import { PlaceList, type Place } from './place-list.tsx';

export interface LessonLineItem {
  readonly href: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly passed: number;
  readonly total: number;
  readonly isDone: boolean;
  readonly isBegun: boolean;
  readonly isProject: boolean;
  /** What is better done before, and is not done yet. */
  readonly before: readonly Place[];
}

/** The lessons of a course as one line to follow, each with its minutes and how far the learner is. */
export function LessonLine({
  items,
  withSummaries = false,
}: {
  readonly items: readonly LessonLineItem[];
  readonly withSummaries?: boolean;
}) {
  return (
    <ol className={styles.line}>
      {items.map((item, index) => (
        <li key={item.href} className={styles.item} data-state={stateOf(item)}>
          <span className={styles.mark} aria-hidden="true">
            {item.isDone ? <Check size={16} strokeWidth={3} /> : index + 1}
          </span>
          <div className={styles.text}>
            <Link href={item.href} className={styles.link} prefetch={false}>
              {item.title}
            </Link>
            {item.isProject ? <span className={styles.project}>Final project</span> : null}
            {withSummaries ? <p className={styles.summary}>{item.summary}</p> : null}
            {withSummaries && item.before.length > 0 && !item.isDone ? (
              <p className={styles.before}>
                Better done before: <PlaceList places={item.before} />
              </p>
            ) : null}
          </div>
          <span className={styles.state}>{words(item)}</span>
          <span className={styles.minutes}>{item.minutes} min</span>
        </li>
      ))}
    </ol>
  );
}

function stateOf({ isDone, isBegun }: LessonLineItem): 'done' | 'begun' | 'open' {
  if (isDone) return 'done';
  return isBegun ? 'begun' : 'open';
}

function words({ isDone, isBegun, isProject, passed, total }: LessonLineItem): string {
  if (isProject && passed > 0) return `${passed} of ${total} checks`;
  if (isDone) return 'Done';
  if (!isBegun) return '';
  return total === 0 ? 'Begun' : `${passed} of ${total} done`;
}
