import { createHash } from 'node:crypto';
import type { Recipe } from '../protocol/recipes.ts';
import type { Lesson } from './course.ts';

/** What a runner makes the beginnings of a lesson's steps from. */
export interface LessonRecipe {
  /** Changes with everything that matters to those states, and with nothing else: prose may be edited freely. */
  readonly key: string;
  readonly recipe: Recipe;
}

/** Undefined: there is only one step, or `whyNoBeginnings`. */
export function makeRecipe(lesson: Lesson): LessonRecipe | undefined {
  if (whyNoBeginnings(lesson) !== null || lesson.steps.length < 2) return undefined;
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
  return { key: createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 32), recipe };
}

/** Why the state in which a step of this lesson begins can't be made: what about it stands in the way. Null: it can. */
export function whyNoBeginnings({ solution, nodes, account }: Lesson): 'nodes' | 'account' | 'solution' | null {
  if (nodes !== undefined && nodes > 1) return 'nodes';
  // What is pushed lies elsewhere, under the name of one learner.
  if (account) return 'account';
  return solution.problem === null ? null : 'solution';
}

/** The files of a lesson as a runner takes them. */
export function startFiles(lesson: Lesson): Recipe['files'] {
  return lesson.startFiles.map(({ path, content, executable }) => ({
    path,
    contentBase64: content.toString('base64'),
    executable,
  }));
}
