import { quote } from './words.ts';

/** One name and value that something must have, as clauses without a subject. */
export interface PairCondition {
  readonly expects: string;
  readonly holds: (pairs: ReadonlyMap<string, string>) => boolean;
  readonly found: (pairs: ReadonlyMap<string, string>) => string;
}

/** `what`: "the variable", "the label". A value of null stands for any. */
export function pairConditions(
  what: string,
  wanted: Readonly<Record<string, string | null>> | undefined,
): PairCondition[] {
  return Object.entries(wanted ?? {}).map(([name, value]) => ({
    expects: `has ${what} ${quote(name)}${value === null ? '' : ` with the value ${quote(value)}`}`,
    holds: (pairs) => (value === null ? pairs.has(name) : pairs.get(name) === value),
    found: (pairs) => {
      const has = pairs.get(name);
      if (has !== undefined)
        return `has ${what} ${quote(name)} with the value ${quote(has)}, not ${quote(value ?? '')}`;
      const close = [...pairs.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
      const other = close === undefined ? '' : `; it has ${quote(close)}, and upper and lower case count`;
      return `does not have ${what} ${quote(name)}${other}`;
    },
  }));
}

/** As what a container or image runs; nothing means root. */
export function isSameUser(one: string, other: string): boolean {
  const plain = (user: string): string => (['', 'root', '0', '0:0', 'root:root'].includes(user) ? '0' : user);
  return plain(one) === plain(other);
}
