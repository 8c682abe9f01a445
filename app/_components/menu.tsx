'use client';

import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import styles from './menu.module.css';

export interface MenuItem {
  readonly label: string;
  /** The keys that do the same, as one reads them. */
  readonly keys?: string;
  readonly isDisabled?: boolean;
  readonly onSelect: () => void;
}

interface MenuProps {
  readonly label: string;
  /** Groups of items, with a line between them. */
  readonly groups: readonly (readonly MenuItem[])[];
  /** Where its corner is, in the window; it moves to stay inside. */
  readonly at: { readonly x: number; readonly y: number };
  /** The menu is to go; the focus is to be given back. Comes before the item's `onSelect`. */
  readonly onClose: () => void;
}

/** A menu over everything. Arrows, Home, End and first letters move in it; Escape, Tab and a click beside it close it. */
export function Menu({ label, groups, at, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(at.x, innerWidth - width - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(at.y, innerHeight - height - 8))}px`;
    items(element)[0]?.focus();
  }, [at]);
  useEffect(() => {
    const onDown = (event: Event): void => {
      if (event.target instanceof Node && menu.current?.contains(event.target) === true) return;
      onClose();
    };
    document.addEventListener('pointerdown', onDown, true);
    addEventListener('resize', onClose);
    addEventListener('blur', onClose);
    return () => {
      document.removeEventListener('pointerdown', onDown, true);
      removeEventListener('resize', onClose);
      removeEventListener('blur', onClose);
    };
  }, [onClose]);

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (!moveFocus(menu.current, event.key)) return;
    event.preventDefault();
  };
  return (
    <div ref={menu} role="menu" aria-label={label} popover="manual" className={styles['menu']} onKeyDown={onKeyDown}>
      {groups
        .filter((group) => group.length > 0)
        .map((group, index) => (
          <div key={index} role="group">
            {index === 0 ? null : <div className={styles['line']} role="separator" />}
            {group.map((item) => (
              <button
                key={item.label}
                type="button"
                role="menuitem"
                tabIndex={-1}
                className={styles['item']}
                aria-disabled={item.isDisabled === true}
                onClick={() => {
                  if (item.isDisabled === true) return;
                  onClose();
                  item.onSelect();
                }}
              >
                <span>{item.label}</span>
                {item.keys === undefined ? null : <span className={styles['keys']}>{item.keys}</span>}
              </button>
            ))}
          </div>
        ))}
    </div>
  );
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
}

/** False: `key` moves nothing. */
function moveFocus(menu: HTMLElement | null, key: string): boolean {
  if (menu === null) return false;
  const all = items(menu);
  const here = all.findIndex((item) => item === document.activeElement);
  const to = (index: number): boolean => {
    all[(index + all.length) % all.length]?.focus();
    return true;
  };
  if (key === 'ArrowDown') return to(here + 1);
  if (key === 'ArrowUp') return to(here === -1 ? -1 : here - 1);
  if (key === 'Home') return to(0);
  if (key === 'End') return to(-1);
  if (key.length !== 1 || key === ' ') return false;
  const begins = (item: HTMLElement): boolean => item.innerText.toLowerCase().startsWith(key.toLowerCase());
  const next = [...all.slice(here + 1), ...all.slice(0, here + 1)].find(begins);
  next?.focus();
  return next !== undefined;
}
