/** The engine lists them in no order, and what a learner reads should not change without a cause. */
export function byName<T extends { readonly name: string }>(things: readonly T[]): T[] {
  return things.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
