import { SearchAddon, type ISearchOptions } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';

const mostFound = 1000;

export interface SearchResult {
  /** Counted from 1; 0: none is the current one. */
  readonly at: number;
  readonly count: number;
  /** There are more than are counted. */
  readonly isMore: boolean;
}

export interface ScreenSearch {
  /** Marks all places and goes to the newest: what one looks for is above the prompt. */
  start(term: string): void;
  older(term: string): void;
  newer(term: string): void;
  close(): void;
}

/** Search in all that the terminal keeps. `onResult` is called whenever the marks change. */
export function searchIn(terminal: Terminal, onResult: (result: SearchResult) => void): ScreenSearch {
  const addon = new SearchAddon({ highlightLimit: mostFound });
  terminal.loadAddon(addon);
  addon.onDidChangeResults(({ resultIndex, resultCount }) =>
    onResult({ at: resultIndex + 1, count: resultCount, isMore: resultCount >= mostFound }),
  );
  const colour = (name: string): string =>
    getComputedStyle(terminal.element ?? document.body)
      .getPropertyValue(name)
      .trim();
  const options = (): ISearchOptions => ({
    decorations: {
      matchBackground: colour('--trying-wash'),
      matchBorder: colour('--trying'),
      matchOverviewRuler: colour('--trying'),
      activeMatchBackground: colour('--accent-wash'),
      activeMatchBorder: colour('--accent'),
      activeMatchColorOverviewRuler: colour('--accent'),
    },
  });
  const nothing = (): void => {
    addon.clearDecorations();
    terminal.clearSelection();
    onResult({ at: 0, count: 0, isMore: false });
  };
  return {
    start(term) {
      terminal.clearSelection();
      if (term === '') nothing();
      else addon.findPrevious(term, options());
    },
    older(term) {
      if (term !== '') addon.findPrevious(term, options());
    },
    newer(term) {
      if (term !== '') addon.findNext(term, options());
    },
    close() {
      addon.dispose();
      terminal.clearSelection();
    },
  };
}
