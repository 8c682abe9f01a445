'use client';

import { useState } from 'react';
import type { CheckResult } from '../../../../../protocol/checks.ts';
import buttons from '../../../../_components/button.module.css';
import type { AnswerQuestion } from '../../../../question.ts';
import { useLesson, type LessonCheck } from './lesson-context.tsx';
import styles from './question.module.css';
import { useAsking } from '../../../../_components/quiz/use-asking.ts';
import { WithCode } from '../../../../_components/quiz/with-code.tsx';

const maxChars = 400;

/** A question about the learner's machine, with a field for what they found out. */
export function AnswerForm({
  check,
  question,
  isDone,
  result,
}: {
  readonly check: LessonCheck;
  readonly question: AnswerQuestion;
  readonly isDone: boolean;
  readonly result: CheckResult | undefined;
}) {
  const { lease, checks, passed, noteResult } = useLesson();
  const [text, setText] = useState('');
  const [isGiven, setIsGiven] = useState(false);
  const { isAsking, refusal, ask } = useAsking();
  const before = check.after !== null && !passed.has(check.after) ? checks.get(check.after) : undefined;
  const hint =
    before !== undefined
      ? `Comes after: ${before.title}`
      : lease === null
        ? 'The answer is to be found on your machine: start it first.'
        : null;
  const canAnswer = hint === null && text.trim() !== '' && !isAsking;

  const submit = (): void => {
    if (lease === null || !canAnswer) return;
    ask(async () => {
      const { giveAnswer } = await import('./question-api.ts');
      noteResult(await giveAnswer(lease, check.id, text));
      setIsGiven(true);
    });
  };
  const said = refusal ?? (isGiven || isDone ? (result?.found ?? '') : (hint ?? ''));

  return (
    <form
      className={styles['answer']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label className={styles['question']} htmlFor={`answer-${check.id}`}>
        <WithCode text={question.question} />
      </label>
      {isDone ? null : (
        <div className={styles['field']}>
          <input
            id={`answer-${check.id}`}
            type="text"
            value={text}
            maxLength={maxChars}
            placeholder={question.placeholder}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby={`said-${check.id}`}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className={buttons['button']} aria-disabled={!canAnswer}>
            {isAsking ? 'Looking…' : 'Answer'}
          </button>
        </div>
      )}
      <p
        className={styles['said']}
        id={`said-${check.id}`}
        role="status"
        data-tone={isDone ? 'right' : isGiven && refusal === null ? 'wrong' : 'plain'}
      >
        <WithCode text={isDone && said === '' ? 'You have answered this. It stays done.' : said} />
      </p>
    </form>
  );
}
