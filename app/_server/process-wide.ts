const shelf = globalThis as unknown as Record<symbol, unknown>;

/**
 * The one `key` thing of this process, made on first use. The server and Next's handlers are separate module graphs in
 * one process, and in development each edit makes the handlers' graph anew: a module constant would exist several times.
 */
export function processWide<T>(key: string, make: () => T): T {
  const symbol = Symbol.for(`slipway.${key}`);
  if (!(symbol in shelf)) shelf[symbol] = make();
  return shelf[symbol] as T;
}
