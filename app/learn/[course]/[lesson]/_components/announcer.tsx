'use client';

import { useState } from 'react';
import type { LessonCheck } from './lesson-context.tsx';

/** Says to screen readers what has just been passed. */
export function Announcer({
  ids,
  checks,
  said,
}: {
  readonly ids: readonly string[];
  readonly checks: ReadonlyMap<string, LessonCheck>;
  /** What another part of the page has to say. */
  readonly said: string;
}) {
  // Several may pass at one moment, and all of them are to be heard.
  const [told, setTold] = useState({ count: ids.length, fresh: ids });
  if (told.count !== ids.length) setTold({ count: ids.length, fresh: ids.slice(told.count) });
  return (
    <>
      <p className="for-readers" role="status" aria-live="polite">
        {told.fresh.length === 0 ? '' : `Done: ${told.fresh.map((id) => checks.get(id)?.title ?? id).join('. ')}`}
      </p>
      <p className="for-readers" role="status" aria-live="polite">
        {said}
      </p>
    </>
  );
}
