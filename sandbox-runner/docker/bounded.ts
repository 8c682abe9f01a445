import { z } from 'zod';

/**
 * Parts of the schemas by which the inner engine's answers are read. Its owner may have replaced it: every text is cut,
 * every list bounded, and nothing that isn't named in a schema is looked at.
 */
export const text = (max: number) => z.string().transform((value) => value.slice(0, max));
export const fullId = z.string().regex(/^[0-9a-f]{64}$/);
export const imageId = z.string().regex(/^(sha256:)?[0-9a-f]{64}$/);

/** An array of which the first `max` are read. Stops at the first that is wrong: a million wrong ones are one problem. */
export function bounded<T>(item: z.ZodType<T>, max: number) {
  return z.array(z.unknown()).transform((values, context): T[] => {
    const read: T[] = [];
    for (const value of values.slice(0, max)) {
      const result = item.safeParse(value);
      if (!result.success) {
        context.addIssue({ code: 'custom', message: result.error.issues[0]?.message ?? 'wrong', path: [read.length] });
        return z.NEVER;
      }
      read.push(result.data);
    }
    return read;
  });
}

/** An object's first `max` entries, keys cut. Stops at the first that is wrong. */
export function entries<T>(item: z.ZodType<T>, max: number) {
  return z.custom<object>(isPlainObject, 'not an object').transform((value, context): (readonly [string, T])[] => {
    const read: (readonly [string, T])[] = [];
    for (const key in value) {
      if (read.length >= max) break;
      const result = item.safeParse((value as Record<string, unknown>)[key]);
      if (!result.success) {
        context.addIssue({ code: 'custom', message: result.error.issues[0]?.message ?? 'wrong', path: [read.length] });
        return z.NEVER;
      }
      read.push([key.slice(0, 300), result.data]);
    }
    return read;
  });
}

/** Texts by name, as labels are; null means none. */
export const pairs = entries(text(1000), 100)
  .nullish()
  .transform((read): ReadonlyMap<string, string> => new Map(read ?? []));

/** `NAME=value` as the engine writes environments. */
export const environment = bounded(text(4000), 200)
  .nullish()
  .transform((lines): ReadonlyMap<string, string> => {
    return new Map((lines ?? []).map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]));
  });

/** Engine names start with a slash. */
export function plainName(name: string): string {
  return name.startsWith('/') ? name.slice(1) : name;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
