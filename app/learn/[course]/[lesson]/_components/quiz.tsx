'use client';

import { useState } from 'react';
import buttons from '../../../../_components/button.module.css';
import { Choices } from '../../../../_components/quiz/choices.tsx';
import { useAsking } from '../../../../_components/quiz/use-asking.ts';
import type { QuizQuestion, ToldChoice } from '../../../../question.ts';
import { faceOf, faces } from './check-face.ts';
import checkStyles from './lesson-check.module.css';
import { useLesson, type LessonCheck } from './lesson-context.tsx';
import styles from './question.module.css';

/** A question with choices, where the text asks it. It is answered without a machine. */
export function Quiz({ id }: { readonly id: string }) {
  const check = useLesson().checks.get(id);
  return check?.question?.kind === 'quiz' ? <QuizForm check={check} quiz={check.question} /> : null;
}

function QuizForm({ check, quiz }: { readonly check: LessonCheck; readonly quiz: QuizQuestion }) {
  const lesson = useLesson();
  const isDone = lesson.passed.has(check.id);
  const right = quiz.told.filter(({ isRight }) => isRight).map((choice) => choice.id);
  const [chosen, setChosen] = useState<readonly string[]>(right);
  const [told, setTold] = useState<ReadonlyMap<string, ToldChoice>>(new Map(quiz.told.map((one) => [one.id, one])));
  const [found, setFound] = useState('');
  const { isAsking, refusal, ask } = useAsking();
  const before = check.after !== null && !lesson.passed.has(check.after) ? lesson.checks.get(check.after) : undefined;
  const canAnswer = !isDone && !isAsking && chosen.length > 0 && before === undefined;

  const submit = (): void => {
    if (!canAnswer) return;
    ask(async () => {
      const { giveChoices } = await import('./question-api.ts');
      const answer = await giveChoices(lesson.id, check.id, chosen);
      setTold(new Map([...told, ...answer.choices.map((one) => [one.id, one] as const)]));
      setFound(answer.found);
      if (!answer.passes) return;
      const texts = { expected: quiz.question, found: answer.found, lookAt: '' };
      lesson.noteResult({ id: check.id, verdict: 'pass', ...texts, atMs: Date.now(), sinceEventMs: null });
    });
  };

  const face = faceOf(isDone, undefined);
  const { Icon, word } = faces[face];
  const hint = before === undefined ? '' : `Comes after: ${before.title}`;
  return (
    <form
      className={checkStyles['check']}
      data-face={face}
      data-check={check.id}
      id={`check-${check.id}`}
      aria-label={`Quiz: ${check.title}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Icon size={22} className={checkStyles['mark']} aria-hidden="true" />
      <div className={checkStyles['body']}>
        <p className={checkStyles['title']}>
          {check.title} <span className={checkStyles['word']}>{word}</span>
        </p>
        <Choices
          name={`quiz-${check.id}`}
          quiz={quiz}
          chosen={chosen}
          told={told}
          isDone={isDone}
          onChoose={(next) => {
            setChosen(next);
            setFound('');
          }}
        />
        <div className={styles['field']}>
          <button type="submit" className={buttons['button']} aria-disabled={!canAnswer}>
            {isDone ? 'Answered' : isAsking ? 'Looking…' : 'Check my answer'}
          </button>
          <p className={styles['said']} role="status" data-tone={isDone ? 'right' : found === '' ? 'plain' : 'wrong'}>
            {refusal ?? (found === '' ? hint : found)}
          </p>
        </div>
      </div>
    </form>
  );
}
