/** Says for each of many who share something how much of it they may have at once. */
export interface FairShare {
  /** Takes one for `who`, and gives what gives it back, of which only the first call counts. Undefined: they have their share. */
  take(who: string): (() => void) | undefined;
}

/** At most `each` at once for everybody. */
export function createFairShare(each: number): FairShare {
  const taken = new Map<string, number>();
  return {
    take(who) {
      const before = taken.get(who) ?? 0;
      if (before >= each) return undefined;
      taken.set(who, before + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (taken.get(who) ?? 1) - 1;
        if (left > 0) taken.set(who, left);
        else taken.delete(who);
      };
    },
  };
}
