import { worldListNames, type World, type WorldChanges } from './world.ts';

interface Thing {
  readonly id: string;
}

/** What turns `before` into `after`, list by list; null: nothing. Lists are compared as sets of things with an `id`. */
export function changesBetween(before: World, after: World): WorldChanges | null {
  const changes: WorldChanges = {};
  for (const list of worldListNames) {
    const change = listChanges(before[list], after[list]);
    if (change !== undefined) Object.assign(changes, { [list]: change });
  }
  if (!isSame(before.engine, after.engine)) changes.engine = after.engine;
  if (!isSame(before.more, after.more)) changes.more = after.more;
  return Object.keys(changes).length === 0 ? null : changes;
}

/** `world` with `changes` made. Things that did not change stay the same objects, also lists. */
export function withChanges(world: World, changes: WorldChanges): World {
  const next: World = { ...world, engine: changes.engine ?? world.engine, more: changes.more ?? world.more };
  for (const list of worldListNames) {
    const change = changes[list];
    if (change === undefined) continue;
    const things = new Map<string, Thing>(world[list].map((thing) => [thing.id, thing]));
    for (const id of change.gone) things.delete(id);
    for (const thing of change.set) things.set(thing.id, thing);
    Object.assign(next, { [list]: [...things.values()] });
  }
  return next;
}

function listChanges(before: readonly Thing[], after: readonly Thing[]): { set: Thing[]; gone: string[] } | undefined {
  const was = new Map(before.map((thing) => [thing.id, thing]));
  const is = new Set(after.map(({ id }) => id));
  const set = after.filter((thing) => {
    const old = was.get(thing.id);
    return old === undefined || !isSame(old, thing);
  });
  const gone = before.flatMap(({ id }) => (is.has(id) ? [] : [id]));
  return set.length + gone.length === 0 ? undefined : { set, gone };
}

/** Of things that the same code made: their fields stand in the same order. */
function isSame(one: object, other: object): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
