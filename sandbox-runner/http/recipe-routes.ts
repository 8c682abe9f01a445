import { parse, parseJson } from '../../protocol/parse.ts';
import { recipeKeySchema, recipeSchema, wantRecipesSchema } from '../../protocol/recipes.ts';
import type { StepStates } from '../sandbox/step-states.ts';
import type { Route } from './route.ts';

/** A recipe carries a lesson's start files. */
const maxRecipeBytes = 24 * 1024 * 1024;

/** What the beginnings of steps are made from; starting at one is POST /v1/sandboxes with `fromStep`. */
export function recipeRoutes(states: StepStates): Route[] {
  return [
    {
      method: 'PUT',
      path: '/v1/recipes',
      access: 'site',
      async handle({ body }) {
        const { keys } = parseJson(wantRecipesSchema, await body(), 'The recipes that are wanted');
        return { status: 200, json: { missing: await states.want(keys) } };
      },
    },
    {
      method: 'PUT',
      path: '/v1/recipes/:key',
      access: 'site',
      maxBodyBytes: maxRecipeBytes,
      async handle({ params, body }) {
        const key = parse(recipeKeySchema, params['key'], 'The key of a recipe');
        await states.put(key, parseJson(recipeSchema, await body(), 'The recipe'));
        return { status: 204 };
      },
    },
    { method: 'GET', path: '/v1/recipes', access: 'site', handle: () => ({ status: 200, json: states.list() }) },
  ];
}
