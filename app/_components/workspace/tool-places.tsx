'use client';

import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { neverChanges } from '../never-changes.ts';
import styles from './work-area.module.css';

/** An element of its own, which React fills and which can be moved about on the page without being made anew. */
export function useMovable(): HTMLDivElement | null {
  const [make] = useState(once);
  // None on the server, and none while its HTML is hydrated.
  const element = useSyncExternalStore(neverChanges, make, () => null);
  return element;
}

function once(): () => HTMLDivElement {
  let made: HTMLDivElement | undefined;
  return () => {
    if (made === undefined) {
      made = document.createElement('div');
      made.className = styles['movable'] ?? '';
    }
    return made;
  };
}

/** Renders into a movable element, wherever it is. */
export function Inside({ element, children }: { readonly element: HTMLElement | null; readonly children: ReactNode }) {
  return element === null ? null : createPortal(children, element);
}

/** The place on the page where a movable element is now. */
export function Place({ element }: { readonly element: HTMLElement | null }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = place.current;
    if (here === null || element === null) return;
    here.append(element);
    return () => {
      if (element.parentNode === here) element.remove();
    };
  }, [element]);
  return <div ref={place} className={styles['place']} />;
}
