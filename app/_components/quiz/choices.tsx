'use client';

import { Check, X } from 'lucide-react';
import type { QuizQuestion, ToldChoice } from '../../question.ts';
import styles from './choices.module.css';
import { WithCode } from './with-code.tsx';

interface ChoicesProps {
  /** Unique on the page. */
  readonly name: string;
  readonly quiz: Pick<QuizQuestion, 'question' | 'multiple' | 'choices'>;
  readonly chosen: readonly string[];
  /** What the site has said of choices that were made. */
  readonly told: ReadonlyMap<string, ToldChoice>;
  readonly isDone: boolean;
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** A question and its choices: of a quiz in a lesson, or of a course's placement. */
export function Choices({ name, quiz, chosen, told, isDone, onChoose }: ChoicesProps) {
  const choose = (choice: string, isChosen: boolean): void => {
    if (!quiz.multiple) onChoose([choice]);
    else onChoose(isChosen ? [...chosen, choice] : chosen.filter((one) => one !== choice));
  };
  return (
    <fieldset className={styles['choices']}>
      <legend className={styles['question']}>
        <WithCode text={quiz.question} />
        {quiz.multiple ? <span className={styles['how']}> Choose all that are right.</span> : null}
      </legend>
      {quiz.choices.map((choice) => (
        <Choice
          key={choice.id}
          name={name}
          choice={choice}
          isMultiple={quiz.multiple}
          isChosen={chosen.includes(choice.id)}
          isDone={isDone}
          told={told.get(choice.id)}
          onChoose={(isChosen) => choose(choice.id, isChosen)}
        />
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly choice: { readonly id: string; readonly text: string };
  readonly isMultiple: boolean;
  readonly isChosen: boolean;
  readonly isDone: boolean;
  readonly told: ToldChoice | undefined;
  readonly onChoose: (isChosen: boolean) => void;
}

function Choice({ name, choice, isMultiple, isChosen, isDone, told, onChoose }: ChoiceProps) {
  const Mark = told?.isRight === true ? Check : X;
  const whyId = `${name}-${choice.id}-why`;
  return (
    <div className={styles['choice']} data-told={told === undefined ? 'no' : told.isRight ? 'right' : 'wrong'}>
      <label>
        <input
          type={isMultiple ? 'checkbox' : 'radio'}
          name={name}
          value={choice.id}
          checked={isChosen}
          disabled={isDone}
          aria-describedby={told === undefined ? undefined : whyId}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <span>
          <WithCode text={choice.text} />
        </span>
      </label>
      {told === undefined ? null : (
        <p className={styles['why']} id={whyId}>
          <Mark size={16} aria-hidden="true" />
          <span>
            <strong>{told.isRight ? 'Right.' : 'Not right.'}</strong> <WithCode text={told.why} />
          </span>
        </p>
      )}
    </div>
  );
}
