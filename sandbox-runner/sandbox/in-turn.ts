/** Runs actions with the same key one after the other, in the order in which they were asked for; each gets its own result. */
export type InTurn = <T>(key: string, action: () => Promise<T>) => Promise<T>;

export function inTurnByKey(): InTurn {
  const tails = new Map<string, Promise<unknown>>();
  return (key, action) => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(action, action);
    tails.set(key, mine);
    const tidy = (): void => {
      if (tails.get(key) === mine) tails.delete(key);
    };
    mine.then(tidy, tidy);
    return mine;
  };
}
