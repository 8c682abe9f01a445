'use client';

import { useEffect, useRef, type KeyboardEvent } from 'react';
import { download } from './file-acts.ts';
import styles from './file-tree.module.css';
import { useSession } from './session-context.ts';
import { parentOf } from './tree-model.ts';

export interface MenuPlace {
  readonly path: string;
  /** In the window, px. */
  readonly left: number;
  readonly top: number;
}

interface RowMenuProps {
  readonly place: MenuPlace;
  readonly isFolder: boolean;
  readonly onClose: () => void;
}

/** What can be done with one line of the tree. */
export function RowMenu({ place: { path, left, top }, isFolder, onClose }: RowMenuProps) {
  const session = useSession();
  const menu = useRef<HTMLDivElement>(null);
  const folder = isFolder ? path : parentOf(path);
  useEffect(() => {
    const here = menu.current;
    if (here === null) return;
    here.showPopover();
    const { width, height } = here.getBoundingClientRect();
    here.style.left = `${Math.max(4, Math.min(left, innerWidth - width - 4))}px`;
    here.style.top = `${Math.max(4, Math.min(top, innerHeight - height - 4))}px`;
    here.querySelector('button')?.focus();
  }, [left, top]);

  const items: readonly (readonly [string, () => void])[] = [
    ['New file…', () => session.change({ question: { kind: 'name', what: 'file', folder } })],
    ['New folder…', () => session.change({ question: { kind: 'name', what: 'folder', folder } })],
    ['Rename or move…', () => session.change({ question: { kind: 'rename', path } })],
    ['Delete…', () => session.change({ question: { kind: 'delete', path, isFolder } })],
    [isFolder ? 'Download as .tar.gz' : 'Download', () => void download(session, path)],
  ];
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const next = steps[event.key];
    if (next !== undefined) buttons.at(next % buttons.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label="This file"
      className={styles['menu']}
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
    >
      {items.map(([label, act]) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            onClose();
            act();
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
