/** What a page knows of a question in a lesson. */
export type Question = AnswerQuestion | QuizQuestion;

export interface AnswerQuestion {
  readonly kind: 'answer';
  readonly question: string;
  readonly placeholder: string;
}

export interface QuizQuestion {
  readonly kind: 'quiz';
  readonly question: string;
  readonly multiple: boolean;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  /** What the choices are; empty until the learner has passed it. */
  readonly told: readonly ToldChoice[];
}

export interface ToldChoice {
  readonly id: string;
  readonly isRight: boolean;
  readonly why: string;
}
