'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SearchAnswer } from '../../../protocol/search.ts';
import button from '../button.module.css';
import { SearchResults } from './search-results.tsx';
import styles from './search-panel.module.css';

const pauseMs = 120;

interface SearchPanelProps {
  /** What was found before the page came to life. */
  readonly first?: SearchAnswer;
  /** Has the field the focus at once? */
  readonly isFirst?: boolean;
  /** Follows what is typed in the address of the page. */
  readonly isPage?: boolean;
}

/** A field and what is found, while one types. Without JavaScript it is a form that leads to the page of the search. */
export function SearchPanel({ first, isFirst = false, isPage = false }: SearchPanelProps) {
  const [query, setQuery] = useState(first?.query ?? '');
  const [answer, setAnswer] = useState(first);
  const [failed, setFailed] = useState(false);
  const asked = useRef(first?.query ?? '');
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (isFirst) field.current?.focus();
  }, [isFirst]);
  useEffect(() => {
    const words = query.trim();
    if (words === asked.current) return;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      ask(words, ending.signal).then(
        (found) => {
          asked.current = words;
          setAnswer(found);
          setFailed(false);
          if (isPage)
            history.replaceState(
              history.state,
              '',
              words === '' ? '/search' : `/search?q=${encodeURIComponent(words)}`,
            );
        },
        () => {
          if (!ending.signal.aborted) setFailed(true);
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [query, isPage]);

  const count = answer?.lessons.length ?? 0;
  return (
    <search className={styles['panel']}>
      <form action="/search" className={styles['form']}>
        <label className={styles['field']}>
          <span className="for-readers">Search the lessons</span>
          <Search size={18} aria-hidden="true" />
          <input
            data-first-focus
            // The browser would only empty the field, and a second Escape would be needed.
            onKeyDown={(event) => {
              const dialog = event.currentTarget.closest('dialog');
              if (event.key !== 'Escape' || dialog === null) return;
              event.preventDefault();
              dialog.close();
            }}
            ref={field}
            type="search"
            name="q"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            placeholder="Search: a word, a command, a message"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={100}
          />
        </label>
        <button type="submit" className={button['button']}>
          Search
        </button>
      </form>
      <p className="for-readers" role="status">
        {answer === undefined || answer.query === '' ? '' : count === 1 ? '1 lesson found' : `${count} lessons found`}
      </p>
      {failed ? <p role="alert">The search does not answer just now. Press Enter to try again.</p> : null}
      {answer === undefined ? null : <SearchResults answer={answer} />}
    </search>
  );
}

async function ask(words: string, signal: AbortSignal): Promise<SearchAnswer> {
  if (words === '') return { query: '', isSimilar: false, lessons: [] };
  const { askSearch } = await import('./search-api.ts');
  return askSearch(words, signal);
}
