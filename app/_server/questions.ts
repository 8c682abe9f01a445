import type { Lesson } from '../../lesson-kit/course.ts';
import type { AnswerCheck, Check, QuizCheck } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import { quizVerdict } from '../../protocol/quiz-verdict.ts';
import type { Question } from '../question.ts';

/** What a browser may know of the question that `check` asks; null: it asks none. What is right only once it has passed. */
export function questionOf(check: Check, hasPassed: boolean): Question | null {
  if (check.kind === 'answer')
    return { kind: 'answer', question: check.question, placeholder: check.placeholder ?? '' };
  if (check.kind !== 'quiz') return null;
  const right = check.choices.filter((choice) => choice.right).map(({ id }) => id);
  return {
    kind: 'quiz',
    question: check.question,
    multiple: check.multiple,
    choices: check.choices.map(({ id, text }) => ({ id, text })),
    told: hasPassed ? quizVerdict(check, right).choices : [],
  };
}

/** The question of check `id`. Throws AppError not_found. */
export function requireQuestion<K extends 'answer' | 'quiz'>(
  lesson: Lesson,
  id: string,
  kind: K,
): K extends 'answer' ? AnswerCheck : QuizCheck;
export function requireQuestion(lesson: Lesson, id: string, kind: 'answer' | 'quiz'): Check {
  const check = lesson.checks.find((one) => one.id === id);
  if (check?.kind === kind) return check;
  throw new AppError('not_found', `${lesson.id} has no ${kind} ${id}`, {
    hint: 'This question is not asked any more: the lesson has changed. Reload the page.',
  });
}
