'use client';

import type { LessonCheck } from './lesson-context.tsx';

/** Says to screen readers what has just been passed. */
export function Announcer({
  ids,
  checks,
}: {
  readonly ids: readonly string[];
  readonly checks: ReadonlyMap<string, LessonCheck>;
}) {
  const last = ids.at(-1);
  return (
    <p className="for-readers" role="status" aria-live="polite">
      {last === undefined ? '' : `Done: ${checks.get(last)?.title ?? last}`}
    </p>
  );
}
