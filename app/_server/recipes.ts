import { createHash } from 'node:crypto';
import type { Lesson } from '../../lesson-kit/course.ts';
import { AppError } from '../../protocol/errors.ts';
import type { Recipe } from '../../protocol/recipes.ts';
import type { CreateSandboxInput } from '../../protocol/sandbox.ts';
import { processWide } from './process-wide.ts';

/** What a runner makes the beginnings of a lesson's steps from. */
export interface LessonRecipe {
  /** Changes with everything that matters to those states, and with nothing else: prose may be edited freely. */
  readonly key: string;
  readonly recipe: Recipe;
}

const maxKept = 1000;

/** Undefined: the lesson's solution does not say what is done in which step, or there is only one step. */
export function recipeOf(lesson: Lesson): LessonRecipe | undefined {
  if (whyNoSteps(lesson) !== null || lesson.steps.length < 2) return undefined;
  const kept = processWide('recipes', () => new Map<string, LessonRecipe>());
  const name = `${lesson.file} ${lesson.version}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const recipe: Recipe = {
    lesson: lesson.id,
    presentImages: [...lesson.present],
    files: startFiles(lesson),
    setup: [...lesson.setup],
    checks: [...lesson.checks],
    steps: lesson.steps.map(({ id, checks }) => ({
      id,
      checks: [...checks],
      typed: [...(lesson.solution.parts.find(({ step }) => step === id)?.typed ?? [])],
    })),
  };
  const key = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 32);
  if (kept.size >= maxKept) kept.clear();
  kept.set(name, { key, recipe });
  return { key, recipe };
}

/** The files of a lesson as a runner takes them. */
export function startFiles(lesson: Lesson): Recipe['files'] {
  return lesson.startFiles.map(({ path, content, executable }) => ({
    path,
    contentBase64: content.toString('base64'),
    executable,
  }));
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

/** Why nobody can jump to the steps of this lesson, in a sentence for learners; null: one can. */
export function whyNoSteps({ solution, nodes, account }: Lesson): string | null {
  if (nodes !== undefined && nodes > 1)
    return 'This lesson is about several machines at once, so you can only start it afresh.';
  // What is pushed lies elsewhere, under the name of one learner.
  if (account) return 'This lesson is about a registry besides the machine, so you can only start it afresh.';
  return solution.problem === null
    ? null
    : 'This lesson does not say how its steps begin, so you can only start it afresh. Its author can change that.';
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
