const numbered = /^(\d{2,3})-(.+)$/;

/** A folder of courses or lessons is named `<nn>-<slug>`: both parts, the number's zeros kept. Undefined for any other name. */
export function splitNumber(name: string): { readonly number: string; readonly slug: string } | undefined {
  const [, number, slug] = numbered.exec(name) ?? [];
  return number === undefined || slug === undefined ? undefined : { number, slug };
}

/** The name of such a folder without its number; any other name as it is. */
export function withoutNumber(name: string): string {
  return splitNumber(name)?.slug ?? name;
}
