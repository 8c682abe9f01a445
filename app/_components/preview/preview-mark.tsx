'use client';

import { useState } from 'react';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import styles from './preview-mark.module.css';

/** On the preview's tab: the newest published port, and a dot until the preview was looked at since. */
export function PreviewMark() {
  const { ports, front, beside } = useWorkspace();
  const [seen, setSeen] = useState<ReadonlySet<number> | null>(null);
  const numbers = ports?.map(({ port }) => port) ?? [];
  const isOnScreen = front === 'preview' || beside === 'preview';
  const isNew = seen !== null && numbers.some((port) => !seen.has(port));
  // What was there when the page came is not news.
  if (ports !== null && (seen === null || (isOnScreen && isNew))) setSeen(new Set(numbers));
  const newest = numbers.findLast((port) => seen?.has(port) === false) ?? numbers.at(-1);
  if (newest === undefined) return null;
  return (
    <span className={styles['mark']}>
      {' '}
      :{newest}
      {isNew ? (
        <>
          <span className={styles['dot']} aria-hidden="true" />
          <span className="for-readers"> new</span>
        </>
      ) : null}
    </span>
  );
}
