import type { Lesson } from '../../lesson-kit/course.ts';
import { makeRecipe, whyNoBeginnings, type LessonRecipe } from '../../lesson-kit/recipe.ts';
import { AppError } from '../../protocol/errors.ts';
import type { CreateSandboxInput } from '../../protocol/sandbox.ts';
import { processWide } from './process-wide.ts';

const maxKept = 1000;

/** Made once per version of the lesson. Undefined: the beginnings of its steps can't be made, or there is only one. */
export function recipeOf(lesson: Lesson): LessonRecipe | undefined {
  const kept = processWide('recipes', () => new Map<string, LessonRecipe | undefined>());
  const name = `${lesson.file} ${lesson.version}`;
  if (kept.has(name)) return kept.get(name);
  if (kept.size >= maxKept) kept.clear();
  const recipe = makeRecipe(lesson);
  kept.set(name, recipe);
  return recipe;
}

/** Checks of the steps before `step` that are not among `passed`: a machine that begins there shows nothing about them. */
export function skippedBefore(lesson: Lesson, step: string, passed: readonly string[]): string[] {
  const index = lesson.steps.findIndex(({ id }) => id === step);
  return lesson.steps
    .slice(0, Math.max(0, index))
    .flatMap(({ checks }) => checks)
    .filter((id) => !passed.includes(id));
}

/** How a machine that begins at `step` is asked for. Nothing special at the first step, or without a recipe. */
export function startAt(
  lesson: Lesson,
  step: string,
  passed: readonly string[],
): Pick<CreateSandboxInput, 'fromStep' | 'skipped'> {
  const recipe = recipeOf(lesson);
  if (recipe === undefined || lesson.steps[0]?.id === step) return {};
  return { fromStep: { recipe: recipe.key, step }, skipped: skippedBefore(lesson, step, passed) };
}

const whyNot = {
  nodes: 'This lesson is about several machines at once, so you can only start it afresh.',
  account: 'This lesson is about a registry besides the machine, so you can only start it afresh.',
  solution:
    'This lesson does not say how its steps begin, so you can only start it afresh. Its author can change that.',
};

/** Why nobody can jump to the steps of this lesson, in a sentence for learners; null: one can. */
export function whyNoSteps(lesson: Lesson): string | null {
  const why = whyNoBeginnings(lesson);
  return why === null ? null : whyNot[why];
}

/** The step's number, from 1. Throws bad_request: there is no such step, or it can't be jumped to. */
export function requireStep(lesson: Lesson, step: string): { readonly number: number } {
  const number = lesson.steps.findIndex(({ id }) => id === step) + 1;
  if (number === 0)
    throw new AppError('bad_request', `${lesson.id} has no step ${step}`, {
      hint: 'The lesson has changed. Reload the page.',
    });
  const why = whyNoSteps(lesson);
  if (why !== null && number > 1) throw new AppError('bad_request', `${lesson.id} has no division`, { hint: why });
  return { number };
}
