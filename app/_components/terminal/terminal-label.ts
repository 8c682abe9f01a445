/** The names that terminals get, in the order in which they are opened. */
export const ordinals = ['main', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** What stands on the tab of `name`. */
export function labelOf({ labels }: { readonly labels: Readonly<Record<string, string>> }, name: string): string {
  const own = labels[name];
  if (own !== undefined) return own;
  const ordinal = ordinals.indexOf(name);
  return ordinal === -1 ? name : `Terminal ${ordinal + 1}`;
}
