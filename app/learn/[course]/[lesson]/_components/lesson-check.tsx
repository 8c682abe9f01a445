'use client';

import { Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { CheckResult } from '../../../../../protocol/checks.ts';
import { faceOf, faces, type CheckFace } from './check-face.ts';
import { duration } from '../../../../_components/machine/clock.ts';
import styles from './lesson-check.module.css';
import { WithCode } from '../../../../_components/quiz/with-code.tsx';
import { useLesson, type LessonContext } from './lesson-context.tsx';

const AnswerForm = dynamic(() => import('./answer-form.tsx').then((m) => m.AnswerForm));

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
    <div
      className={styles['check']}
      data-face={face}
      data-check={id}
      id={`check-${id}`}
      role="group"
      aria-label={`Check: ${check.title}`}
    >
      <Icon size={22} className={styles['mark']} aria-hidden="true" />
      <div className={styles['body']}>
        <p className={styles['title']}>
          {check.title}{' '}
          <span className={styles['word']}>
            {since === null ? word : `${word} ${duration(since)} after it happened`}
          </span>
        </p>
        {check.question?.kind === 'answer' ? (
          <AnswerForm check={check} question={check.question} isDone={face === 'done'} result={result} />
        ) : (
          <Details lesson={lesson} face={face} result={result} waitsFor={check.after} />
        )}
      </div>
    </div>
  );
}

interface DetailsProps {
  readonly lesson: LessonContext;
  readonly face: CheckFace;
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
  if (result.verdict === 'skipped' && face !== 'done')
    return (
      <p className={styles['quiet']}>
        You jumped over this step, so it is not graded on this machine. “Reset this step” lets you do it.
      </p>
    );
  const before = waitsFor === null ? undefined : lesson.checks.get(waitsFor);
  if (result.verdict === 'waiting' && face !== 'done')
    return <p className={styles['quiet']}>Comes after: {before?.title ?? 'another check'}</p>;
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>expected</dt>
        <dd>
          <WithCode text={result.expected} />
        </dd>
      </div>
      <div>
        <dt>found</dt>
        <dd>
          <WithCode text={result.found} />
        </dd>
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
