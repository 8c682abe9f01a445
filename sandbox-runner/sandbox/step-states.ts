import { z } from 'zod';
import { slugSchema } from '../../protocol/ids.ts';
import { recipeKeySchema, recipeSchema, type Recipe, type RecipeStatus } from '../../protocol/recipes.ts';
import type { TypedAction } from '../../protocol/typing.ts';
import { openJsonStore, type JsonStore } from './json-store.ts';
import { volumeNames, type Workshop } from './live-sandbox.ts';

/** A recipe and its key. */
export const keptRecipeSchema = z.strictObject({ key: recipeKeySchema, recipe: recipeSchema });

/** How a step begins. A volume of null: as the lesson does, since nothing is typed before it. */
export const stepStateSchema = z.strictObject({
  step: slugSchema,
  volume: z.string().nullable(),
  /** Ids of the containers that ran, oldest first. */
  running: z.array(z.string()),
});
export type StepState = z.infer<typeof stepStateSchema>;

/** What has been made of a recipe, for the first steps of its lesson, on a golden volume with `goldenKey`. */
export const madeSchema = z.strictObject({
  key: recipeKeySchema,
  goldenKey: z.string(),
  states: z.array(stepStateSchema),
});
export type Made = z.infer<typeof madeSchema>;

/** The way to the beginning of a step: the nearest state that is there, and what is to be typed from it on. */
export interface WayToStep {
  readonly from: StepState;
  readonly todo: readonly { readonly step: string; readonly typed: readonly TypedAction[] }[];
}

/** What nobody has asked for since this process began, an earlier site or another version of a lesson may have; not for ever. */
const staleAfterMs = 3600_000;

interface Entry {
  readonly recipe: Recipe;
  made: Made;
  /** Has a site asked for it since this process began? */
  isWanted: boolean;
  problem: { readonly text: string; readonly atMs: number } | null;
}

/** The books of the course's own step checkpoints: recipes that are wanted, and the states made of them. */
export class StepStates {
  readonly #workshop: Workshop;
  readonly #recipes: JsonStore<z.infer<typeof keptRecipeSchema>>;
  readonly #mades: JsonStore<Made>;
  readonly #all = new Map<string, Entry>();
  /** Volumes that are being made, not yet in the books. */
  readonly #underway = new Set<string>();
  readonly #openedAtMs = Date.now();
  #hasBeenAsked = false;

  private constructor(
    workshop: Workshop,
    recipes: JsonStore<z.infer<typeof keptRecipeSchema>>,
    mades: JsonStore<Made>,
  ) {
    this.#workshop = workshop;
    this.#recipes = recipes;
    this.#mades = mades;
  }

  /** Finds what earlier processes made, in `dir` and `<dir>-made`. */
  static async open(workshop: Workshop, dir: string): Promise<StepStates> {
    const recipes = await openJsonStore(dir, keptRecipeSchema, false);
    const mades = await openJsonStore(`${dir}-made`, madeSchema, true);
    const states = new StepStates(workshop, recipes, mades);
    const onBroken = (id: string, error: unknown): void =>
      workshop.logger.warn({ err: error }, `recipe ${id} can't be read`);
    const volumes = new Set(await workshop.ground.storage.list());
    const known = new Map((await mades.load(onBroken)).map((made) => [made.key, made]));
    for (const { key, recipe } of await recipes.load(onBroken)) {
      const made = known.get(key);
      const isWhole = made?.states.every(({ volume }) => volume === null || volumes.has(volume)) === true;
      states.#all.set(key, { recipe, made: isWhole ? made : nothingMade(key), isWanted: false, problem: null });
      if (isWhole) known.delete(key);
    }
    for (const key of known.keys()) await mades.remove(key);
    return states;
  }

  /** Names of the volumes that must stay. */
  volumes(): Set<string> {
    const names = new Set(this.#underway);
    for (const { made } of this.#all.values())
      for (const { volume } of made.states) if (volume !== null) names.add(volume);
    return names;
  }

  /**
   * From now on these are wanted. Forgets those that were, and keeps for a while what it has from earlier processes: a site
   * may come that wants it. Returns those of `keys` that are not here.
   */
  async want(keys: readonly string[]): Promise<string[]> {
    this.#hasBeenAsked = true;
    const wanted = new Set(keys);
    for (const [key, entry] of [...this.#all]) {
      if (wanted.has(key)) entry.isWanted = true;
      else if (entry.isWanted) await this.#forget(key);
    }
    return keys.filter((key) => !this.#all.has(key));
  }

  /** Forgets what a site that has been here for a while did not want. */
  async forgetStale(nowMs: number): Promise<void> {
    if (!this.#hasBeenAsked || nowMs - this.#openedAtMs < staleAfterMs) return;
    for (const [key, { isWanted }] of [...this.#all]) if (!isWanted) await this.#forget(key);
  }

  /** Takes a recipe in, which is wanted then; one that failed before is tried again. */
  async put(key: string, recipe: Recipe): Promise<void> {
    const known = this.#all.get(key);
    if (known !== undefined) {
      known.isWanted = true;
      known.problem = null;
      return;
    }
    this.#all.set(key, { recipe, made: nothingMade(key), isWanted: true, problem: null });
    await this.#recipes.save(key, { key, recipe });
  }

  /** Those that are wanted. */
  list(): RecipeStatus[] {
    return [...this.#all]
      .filter(([, { isWanted }]) => isWanted)
      .map(([key, { recipe, made, problem }]) => ({
        key,
        lesson: recipe.lesson,
        made: made.states.map(({ step }) => step),
        problem: problem?.text ?? null,
      }));
  }

  get(key: string): Readonly<Entry> | undefined {
    return this.#all.get(key);
  }

  /** The recipe that is to be worked on next; those that failed lately are left alone for `restMs`. */
  next(restMs: number): string | undefined {
    const now = Date.now();
    return [...this.#all].find(
      ([, { recipe, made, isWanted, problem }]) =>
        isWanted && made.states.length < recipe.steps.length && (problem === null || now - problem.atMs > restMs),
    )?.[0];
  }

  /** Undefined when there is no such recipe or step. */
  wayTo(key: string, step: string): WayToStep | undefined {
    const entry = this.#all.get(key);
    const index = entry?.recipe.steps.findIndex(({ id }) => id === step) ?? -1;
    if (entry === undefined || index === -1) return undefined;
    const { recipe, made } = entry;
    const nearest = Math.min(index, made.states.length - 1);
    const from = made.states[nearest] ?? { step: recipe.steps[0]?.id ?? step, volume: null, running: [] };
    const todo = recipe.steps.slice(Math.max(0, nearest), index).filter(({ typed }) => typed.length > 0);
    return { from, todo: todo.map(({ id, typed }) => ({ step: id, typed })) };
  }

  /** Begins anew on another golden volume: the images, or the engine, are not the same any more. */
  async startOver(key: string, goldenKey: string): Promise<void> {
    const entry = this.#all.get(key);
    if (entry === undefined || entry.made.goldenKey === goldenKey) return;
    await this.#removeVolumes(entry.made);
    entry.made = { key, goldenKey, states: [] };
    await this.#mades.save(key, entry.made);
  }

  /** Notes the next state. False: the recipe was forgotten meanwhile, and the volume has to go. */
  async add(key: string, state: StepState): Promise<boolean> {
    const entry = this.#all.get(key);
    if (entry === undefined) return false;
    entry.made = { ...entry.made, states: [...entry.made.states, state] };
    await this.#mades.save(key, entry.made);
    return true;
  }

  fail(key: string, text: string): void {
    const entry = this.#all.get(key);
    if (entry !== undefined) entry.problem = { text: text.slice(0, 4000), atMs: Date.now() };
  }

  /** Runs `work`, which makes the volume `name`; the reaper leaves it alone meanwhile. */
  async making<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.#underway.add(name);
    try {
      return await work();
    } finally {
      this.#underway.delete(name);
    }
  }

  async #forget(key: string): Promise<void> {
    const entry = this.#all.get(key);
    this.#all.delete(key);
    await this.#recipes.remove(key);
    await this.#mades.remove(key);
    if (entry !== undefined) await this.#removeVolumes(entry.made);
  }

  async #removeVolumes({ states }: Made): Promise<void> {
    const names = new Set(states.flatMap(({ volume }) => (volume === null ? [] : [volume])));
    for (const name of names) await this.#workshop.ground.storage.remove(name);
  }
}

function nothingMade(key: string): Made {
  return { key, goldenKey: '', states: [] };
}

/** The volume in which the state of the step with this index is kept. */
export function stateVolume(key: string, index: number): string {
  return volumeNames.step(key, index);
}
