import type { QuizCheck } from './checks.ts';

/** What is needed of a question to grade it. */
export type GradedQuiz = Pick<QuizCheck, 'multiple' | 'choices'>;

/** What a choice was, told only to who has answered. */
export interface ChoiceVerdict {
  readonly id: string;
  readonly isRight: boolean;
  readonly why: string;
}

export interface QuizVerdict {
  readonly passes: boolean;
  readonly found: string;
  /** Those that were chosen; all, once the answer was right. */
  readonly choices: readonly ChoiceVerdict[];
}

/** Grades the ids of the choices that a learner has made. Pure; what is no choice of the quiz is left out. */
export function quizVerdict(quiz: GradedQuiz, given: readonly string[]): QuizVerdict {
  const chosen = quiz.choices.filter(({ id }) => given.includes(id));
  const told = (choices: QuizCheck['choices']): ChoiceVerdict[] =>
    choices.map(({ id, right, why }) => ({ id, isRight: right, why }));
  const wrong = chosen.filter(({ right }) => !right).length;
  const missing = quiz.choices.filter(({ id, right }) => right && !given.includes(id)).length;
  if (chosen.length === 0) return { passes: false, found: 'Nothing is chosen yet.', choices: [] };
  if (!quiz.multiple && chosen.length > 1)
    return { passes: false, found: 'Only one of them can be chosen.', choices: [] };
  if (wrong === 0 && missing === 0) return { passes: true, found: 'That is right.', choices: told(quiz.choices) };
  const found =
    wrong === 0
      ? 'What is chosen is right, but not all that is right is chosen.'
      : chosen.length === 1
        ? 'That is not right.'
        : `${wrong} of what is chosen ${wrong === 1 ? 'is' : 'are'} not right.`;
  return { passes: false, found, choices: told(chosen) };
}
