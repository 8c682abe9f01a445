'use client';

import { Keyboard, Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Theme } from '../theme.ts';
import button from './button.module.css';
import styles from './header-tools.module.css';
import { neverChanges } from './never-changes.ts';
import { ProjectorSwitch } from './projector-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

const KeysDialog = dynamic(() => import('./keys-dialog.tsx').then((m) => m.KeysDialog));
const SearchDialog = dynamic(() => import('./search/search-dialog.tsx').then((m) => m.SearchDialog));

const quiet = `${button['button']} ${button['quiet']}`;

/** What every page has at the end of its header, and the keys of every page: `/` searches, `?` lists the keys. */
export function HeaderTools({ theme }: { readonly theme: Theme }) {
  const [open, setOpen] = useState<'keys' | 'search' | null>(null);
  // Without JavaScript, and until it has taken over the page, there are no keys to announce.
  const hasKeys = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const close = (): void => setOpen(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTypedInto(event.target)) return;
      if (event.key === '?') setOpen('keys');
      else if (event.key === '/') {
        const field = document.querySelector<HTMLInputElement>('main input[type=search]');
        if (field === null) setOpen('search');
        else field.focus();
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={styles['tools']}>
      {/* A link where there is no JavaScript; Next's own link would leave the page. */}
      <a
        href="/search"
        className={`${quiet} ${styles['search']}`}
        aria-label="Search the lessons"
        aria-keyshortcuts={hasKeys ? '/' : undefined}
        title="Search the lessons (/)"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          setOpen('search');
        }}
      >
        <Search size={18} aria-hidden="true" />
      </a>
      <ProjectorSwitch />
      <ThemeSwitch initial={theme} />
      <button
        type="button"
        className={`${quiet} ${styles['keys']}`}
        onClick={() => setOpen('keys')}
        aria-label="Keys and help"
        aria-keyshortcuts={hasKeys ? '?' : undefined}
        title="Keys and help (?)"
      >
        <Keyboard size={18} aria-hidden="true" />
      </button>
      {open === 'keys' ? <KeysDialog onClose={close} /> : null}
      {open === 'search' ? <SearchDialog onClose={close} /> : null}
    </div>
  );
}

function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}
