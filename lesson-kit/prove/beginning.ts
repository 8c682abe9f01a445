import type { Lesson } from '../course.ts';
import { nearest } from '../nearest.ts';
import { makeRecipe, whyNoBeginnings } from '../recipe.ts';
import type { Beginning } from './proof.ts';

const reasons = {
  nodes: 'this lesson has several machines',
  account: 'this lesson has an account at a registry besides the machine',
  solution: 'solution.sh does not say what is done in which step',
};

/** What is wrong with "# from: STEP" in a script of this lesson; undefined: nothing. */
export function problemWithFrom(lesson: Lesson, step: string): string | undefined {
  const ids = lesson.steps.map(({ id }) => id);
  if (!ids.includes(step)) {
    const guess = nearest(step, ids);
    return `begins at step "${step}", which the lesson does not have;${guess === undefined ? '' : ` did you mean "${guess}"?`} there are: ${ids.join(', ')}`;
  }
  if (step === ids[0]) return 'begins at the first step, as everything does; remove "# from"';
  const why = whyNoBeginnings(lesson);
  return why === null ? undefined : `can't begin at a step: ${reasons[why]}; remove "# from"`;
}

/** How a sandbox is asked for in which everything before `step` is done. Throws an Error with `problemWithFrom`. */
export function beginningOf(lesson: Lesson, step: string): Beginning {
  const recipe = makeRecipe(lesson);
  const problem = problemWithFrom(lesson, step);
  if (problem !== undefined || recipe === undefined) throw new Error(problem);
  const index = lesson.steps.findIndex(({ id }) => id === step);
  const passed = lesson.steps.slice(0, index).flatMap(({ checks }) => checks);
  return { recipe, start: { fromStep: { recipe: recipe.key, step }, passed } };
}
