'use client';

import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import styles from './search-bar.module.css';
import type { ScreenSearch, SearchResult } from './screen-search.ts';

interface SearchBarProps {
  readonly open: (onResult: (result: SearchResult) => void) => ScreenSearch | null;
  readonly label: string;
  readonly onClose: () => void;
}

/** Search in what a terminal keeps. Enter goes to older places, as one looks upwards from the prompt; Shift+Enter back. */
export function SearchBar({ open, label, onClose }: SearchBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const search = useRef<ScreenSearch | null>(null);
  const [term, setTerm] = useState('');
  const [result, setResult] = useState<SearchResult>({ at: 0, count: 0, isMore: false });
  const opener = useRef(open);

  useEffect(() => {
    search.current = opener.current(setResult);
    input.current?.focus();
    return () => search.current?.close();
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' || event.key === 'F3') {
      if (event.shiftKey) search.current?.newer(term);
      else search.current?.older(term);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles['bar']} role="search" aria-label={`Search in ${label}`} onKeyDown={onKeyDown}>
      <input
        ref={input}
        type="text"
        value={term}
        placeholder="Find in the output"
        aria-label="Find in the output"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => {
          setTerm(event.target.value);
          if (event.target.value === '') setResult({ at: 0, count: 0, isMore: false });
          search.current?.start(event.target.value);
        }}
      />
      <p className={styles['count']} role="status">
        {countWords(term, result)}
      </p>
      <button type="button" onClick={() => search.current?.older(term)} aria-label="Older" title="Older (Enter)">
        <ArrowUp size={16} aria-hidden="true" />
      </button>
      <button type="button" onClick={() => search.current?.newer(term)} aria-label="Newer" title="Newer (Shift+Enter)">
        <ArrowDown size={16} aria-hidden="true" />
      </button>
      <button type="button" onClick={onClose} aria-label="End the search" title="End the search (Escape)">
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  );
}

function countWords(term: string, { at, count, isMore }: SearchResult): string {
  if (term === '') return '';
  if (count === 0) return 'Not found';
  const all = isMore ? `${count}+` : String(count);
  return at === 0 ? `${all} found` : `${at} of ${all}`;
}
