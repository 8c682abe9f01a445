'use client';

import { useEffect, useRef, useState } from 'react';
import button from '../../../../_components/button.module.css';
import { Choices } from '../../../../_components/quiz/choices.tsx';
import { useAsking } from '../../../../_components/quiz/use-asking.ts';
import type { Advice } from '../../../../../protocol/placement.ts';
import type { QuizQuestion, ToldChoice } from '../../../../question.ts';
import { AdviceInWords } from './advice-in-words.tsx';
import styles from './placement-quiz.module.css';

interface PlacementQuizProps {
  readonly course: string;
  readonly questions: readonly (Pick<QuizQuestion, 'question' | 'multiple' | 'choices'> & { readonly id: string })[];
  /** What came of it the last time; null: never answered. */
  readonly advice: Advice | null;
}

type ByQuestion<T> = Readonly<Record<string, T>>;

/** The questions, one below the other, and what comes of them above. */
export function PlacementQuiz({ course, questions, advice: lastAdvice }: PlacementQuizProps) {
  const [advice, setAdvice] = useState(lastAdvice);
  const [chosen, setChosen] = useState<ByQuestion<readonly string[]>>({});
  const [told, setTold] = useState<ByQuestion<readonly ToldChoice[]>>({});
  const [known, setKnown] = useState<readonly string[] | null>(null);
  const { isAsking, refusal, ask } = useAsking();
  const result = useRef<HTMLElement>(null);
  const isAnswered = known !== null;
  // Hidden until there is something in it, it takes the focus only then.
  useEffect(() => {
    if (known !== null) result.current?.focus();
  }, [known]);

  const submit = (): void =>
    ask(async () => {
      const { givePlacement } = await import('./placement-api.ts');
      const answer = await givePlacement(course, chosen);
      setAdvice(answer.advice);
      setTold(answer.told);
      setKnown(answer.known);
    });
  const again = (): void => {
    setChosen({});
    setTold({});
    setKnown(null);
  };

  return (
    <>
      <section
        ref={result}
        tabIndex={-1}
        className={styles.result}
        aria-label="Where you start"
        aria-live="polite"
        hidden={advice === null}
      >
        {advice === null ? null : <AdviceInWords advice={advice} />}
        {isAnswered ? (
          <p className={styles.count}>
            {known.length} of {questions.length} answers {known.length === 1 ? 'is' : 'are'} right; below you see which.
          </p>
        ) : null}
      </section>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isAnswered) again();
          else submit();
        }}
      >
        <ol className={styles.questions}>
          {questions.map((question) => (
            <li key={question.id} data-question={question.id}>
              <Choices
                name={`placement-${question.id}`}
                quiz={question}
                chosen={chosen[question.id] ?? []}
                told={new Map((told[question.id] ?? []).map((one) => [one.id, one]))}
                isDone={isAnswered}
                onChoose={(next) => setChosen({ ...chosen, [question.id]: next })}
              />
              {isAnswered ? (
                <p className={styles.outcome} data-right={known.includes(question.id)}>
                  {known.includes(question.id)
                    ? 'You know this.'
                    : (chosen[question.id] ?? []).length === 0
                      ? 'Left out. The lessons show it.'
                      : 'Not quite. The lessons show it.'}
                </p>
              ) : null}
            </li>
          ))}
        </ol>
        <div className={styles.end}>
          <button type="submit" className={`${button['button']} ${isAnswered ? '' : button['next']}`}>
            {isAnswered ? 'Answer again' : isAsking ? 'Looking…' : 'Where do I start?'}
          </button>
          {isAnswered ? null : (
            <button
              type="button"
              className={`${button['button']} ${button['quiet']}`}
              onClick={() => setChosen({})}
              disabled={Object.values(chosen).every((choices) => choices.length === 0)}
            >
              Take my choices back
            </button>
          )}
          <p role="status" className={styles.said}>
            {refusal}
          </p>
        </div>
      </form>
    </>
  );
}
