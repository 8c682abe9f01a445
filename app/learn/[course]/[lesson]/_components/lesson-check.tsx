'use client';

import { CheckCircle2, Circle, CircleDashed, Play } from 'lucide-react';
import type { CheckResult } from '../../../../../protocol/checks.ts';
import { duration } from './clock.ts';
import styles from './lesson-check.module.css';
import { useLesson, type LessonContext } from './lesson-context.tsx';

type Face = 'open' | 'trying' | 'done';

const faces = {
  open: { Icon: Circle, word: 'Not yet' },
  trying: { Icon: CircleDashed, word: 'Not there yet' },
  done: { Icon: CheckCircle2, word: 'Done' },
} as const;

/** One graded fact, where the text speaks of it. It has the same height in every state: a tick moves nothing. */
export function LessonCheck({ id }: { readonly id: string }) {
  const lesson = useLesson();
  const check = lesson.checks.get(id);
  if (check === undefined) return null;
  const result = lesson.results.get(id);
  const face = faceOf(lesson.passed.has(id), result);
  const { Icon, word } = faces[face];
  const since = face === 'done' && result?.verdict === 'pass' ? result.sinceEventMs : null;
  return (
    <div className={styles['check']} data-face={face} data-check={id} role="group" aria-label={`Check: ${check.title}`}>
      <Icon size={22} className={styles['mark']} aria-hidden="true" />
      <div className={styles['body']}>
        <p className={styles['title']}>
          {check.title}{' '}
          <span className={styles['word']}>
            {since === null ? word : `${word}, ${duration(since)} after it happened`}
          </span>
        </p>
        <Details lesson={lesson} face={face} result={result} waitsFor={check.after} />
      </div>
    </div>
  );
}

interface DetailsProps {
  readonly lesson: LessonContext;
  readonly face: Face;
  readonly result: CheckResult | undefined;
  readonly waitsFor: string | null;
}

function Details({ lesson, face, result, waitsFor }: DetailsProps) {
  if (result === undefined) {
    return (
      <p className={styles['quiet']}>
        {face === 'done' ? 'You have done this. It stays done.' : 'It ticks by itself, while your machine runs.'}
      </p>
    );
  }
  if (result.verdict === 'undecided')
    return <p className={styles['quiet']}>The engine of your machine can’t be read just now: {result.found}</p>;
  const before = waitsFor === null ? undefined : lesson.checks.get(waitsFor);
  if (result.verdict === 'waiting' && face !== 'done')
    return <p className={styles['quiet']}>Comes after: {before?.title ?? 'another check'}</p>;
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>expected</dt>
        <dd>{result.expected}</dd>
      </div>
      <div>
        <dt>found</dt>
        <dd>{result.found}</dd>
      </div>
      <div>
        <dt>look at</dt>
        <dd>
          <button
            type="button"
            className={styles['lookAt']}
            aria-disabled={!lesson.canRun}
            onClick={() => lesson.run(result.lookAt)}
            title="Type this command into the terminal"
          >
            <code>{result.lookAt}</code> <Play size={12} aria-hidden="true" />
            <span className="for-readers">Run it in the terminal</span>
          </button>
        </dd>
      </div>
    </dl>
  );
}

/** ◐ only after something happened on the machine that this check was graded for: before that nobody has tried. */
function faceOf(hasPassed: boolean, result: CheckResult | undefined): Face {
  if (hasPassed) return 'done';
  return result?.verdict === 'fail' && result.sinceEventMs !== null ? 'trying' : 'open';
}
