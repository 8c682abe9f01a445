import { z } from 'zod';
import { checksSchema } from './checks.ts';
import { slugSchema } from './ids.ts';
import { startFileSchema } from './start-file.ts';
import { typedActionSchema } from './typing.ts';

/** Of a recipe: a hash of all that is in it, made by whoever sends it. */
export const recipeKeySchema = z.string().regex(/^[0-9a-f]{32}$/, 'a recipe key is 32 characters of 0-9 and a-f');

/**
 * How to make the states in which the steps of a lesson begin: start as every learner does, then type what is done in
 * each step. The state of a step is kept once the checks of those before it are green.
 */
export const recipeSchema = z.strictObject({
  lesson: z.string().min(1).max(130).describe('For people who read logs.'),
  presentImages: z.array(z.string().max(256)).max(50),
  files: z.array(startFileSchema).max(500),
  setup: z.array(z.string().min(1).max(4000)).max(20),
  checks: checksSchema,
  steps: z
    .array(
      z.strictObject({
        id: slugSchema,
        checks: z.array(slugSchema).max(100),
        typed: z.array(typedActionSchema).max(500),
      }),
    )
    .min(1)
    .max(100),
});
export type Recipe = z.infer<typeof recipeSchema>;

/** Site → runner: the recipes whose states are to be there; those that were wanted before, and are not now, are forgotten. */
export const wantRecipesSchema = z.strictObject({ keys: z.array(recipeKeySchema).max(1000) });
/** The answer: those that the runner does not have; it waits to be given them. */
export const missingRecipesSchema = z.strictObject({ missing: z.array(recipeKeySchema) });

export const recipeStatusSchema = z.strictObject({
  key: recipeKeySchema,
  lesson: z.string(),
  /** Steps whose state is there. */
  made: z.array(slugSchema),
  /** Why the others can't be made; null: they are, or will be. */
  problem: z.string().nullable(),
});
export type RecipeStatus = z.infer<typeof recipeStatusSchema>;

/** The beginning of a step, as what a sandbox starts from. */
export const stepStartSchema = z.strictObject({ recipe: recipeKeySchema, step: slugSchema });
