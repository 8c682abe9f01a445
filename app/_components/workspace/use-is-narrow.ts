import { useSyncExternalStore } from 'react';

/** As in the style sheets: below this there is room for one pane. */
const query = '(max-width: 900px)';

/** Is there room for the text or one tool only? No on the server; the style sheets are right before this is. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}
