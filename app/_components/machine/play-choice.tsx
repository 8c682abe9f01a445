'use client';

import { useWorkspace } from '../workspace/workspace-context.tsx';
import styles from './machine-cover.module.css';

const counts = [1, 2, 3, 4, 5] as const;

/** In free play: how many machines to start. Nothing in a lesson, which says that itself. */
export function PlayChoice() {
  const { play } = useWorkspace();
  if (play === null) return null;
  return (
    <fieldset className={styles['counts']}>
      <legend>How many machines?</legend>
      {counts.map((count) => (
        <label key={count}>
          <input type="radio" name="nodes" checked={count === play.nodes} onChange={() => play.choose(count)} />
          {count}
        </label>
      ))}
    </fieldset>
  );
}
