'use client';

import { ChevronDown, ChevronRight, File, FileSymlink, FileWarning, Folder, FolderOpen } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { rename } from './file-acts.ts';
import styles from './file-tree.module.css';
import { RowMenu, type MenuPlace } from './row-menu.tsx';
import { useEditorState, useSession } from './session-context.ts';
import { baseName, join, parentOf, treeMove, treeRows, type TreeRow } from './tree-model.ts';

interface FileTreeProps {
  /** The folder that would get what is dragged just now. */
  readonly dropFolder: string | null;
  readonly onOpened: () => void;
}

const draggedPath = 'application/x-slipway-path';

/** The files of the home as a tree (WAI-ARIA's pattern), read as its folders are opened. */
export function FileTree({ dropFolder, onOpened }: FileTreeProps) {
  const session = useSession();
  const { tree, active } = useEditorState();
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const rows = treeRows(tree);
  const current = rows.some(({ path }) => path === tree.current) ? tree.current : (rows[0]?.path ?? null);

  // The focus follows the current row while it is in the tree, also when that row was made anew.
  useLayoutEffect(() => {
    const here = list.current;
    if (here === null || current === null) return;
    if (!here.contains(document.activeElement)) return;
    rowElement(here, current)?.focus();
  }, [current]);

  const open = (path: string): void => {
    const entry = rows.find((row) => row.path === path)?.entry;
    if (entry?.problem != null) session.change({ problem: entry.problem });
    else
      void session.open(path).then((isOpen) => {
        if (isOpen) onOpened();
      });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      const row = list.current === null || current === null ? null : rowElement(list.current, current);
      if (row == null || current === null) return;
      const { left, bottom } = row.getBoundingClientRect();
      event.preventDefault();
      setMenu({ path: current, left: left + 24, top: bottom });
      return;
    }
    const move = treeMove(rows, current, event.key);
    if (move.kind === 'none') return;
    event.preventDefault();
    if (move.kind === 'focus') session.changeTree({ current: move.path });
    else act(move.kind, move.path);
  };
  const act = (kind: 'expand' | 'collapse' | 'open' | 'rename' | 'delete', path: string): void => {
    const isFolder = rows.find((row) => row.path === path)?.entry?.kind === 'folder';
    if (kind === 'expand') session.expand(path);
    else if (kind === 'collapse') session.collapse(path);
    else if (kind === 'open') open(path);
    else session.change({ question: kind === 'rename' ? { kind, path } : { kind, path, isFolder } });
  };
  const onClick = (row: TreeRow): void => {
    session.changeTree({ current: row.path });
    if (row.entry === null) return;
    if (row.entry.kind !== 'folder') open(row.path);
    else if (row.isExpanded) session.collapse(row.path);
    else session.expand(row.path);
  };
  const onContextMenu = (event: MouseEvent, row: TreeRow): void => {
    if (row.entry === null) return;
    event.preventDefault();
    session.changeTree({ current: row.path });
    setMenu({ path: row.path, left: event.clientX, top: event.clientY });
  };

  return (
    <div
      ref={list}
      role="tree"
      aria-label="Files in your home folder"
      className={styles['tree']}
      data-dropping={dropFolder === ''}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => (
        <div
          key={row.path}
          role="treeitem"
          tabIndex={row.path === current ? 0 : -1}
          aria-level={row.level}
          aria-posinset={row.position}
          aria-setsize={row.setSize}
          aria-selected={row.path === active}
          {...(row.entry?.kind === 'folder' ? { 'aria-expanded': row.isExpanded } : {})}
          data-path={row.path}
          data-kind={row.entry?.kind ?? 'note'}
          data-first-focus={active === null && row.path === current ? '' : undefined}
          className={styles['row']}
          data-dropping={dropFolder !== null && dropFolder !== '' && row.path === dropFolder}
          style={{ paddingInlineStart: `calc(var(--space-2) + ${row.level - 1} * 0.875rem)` }}
          title={row.entry?.problem ?? (row.entry?.link == null ? undefined : `Link to ${row.entry.link}`)}
          draggable={row.entry !== null}
          onDragStart={(event) => event.dataTransfer.setData(draggedPath, row.path)}
          onDragOver={(event) => {
            if (event.dataTransfer.types.includes(draggedPath)) event.preventDefault();
          }}
          onDrop={(event) => {
            const from = event.dataTransfer.getData(draggedPath);
            if (from === '') return;
            event.preventDefault();
            const folder = row.entry?.kind === 'folder' ? row.path : parentOf(row.path);
            if (parentOf(from) !== folder && from !== folder) void rename(session, from, join(folder, baseName(from)));
          }}
          onFocus={() => {
            if (row.path !== tree.current) session.changeTree({ current: row.path });
          }}
          onClick={() => onClick(row)}
          onContextMenu={(event) => onContextMenu(event, row)}
        >
          {row.entry === null ? (
            <span className={styles['note']}>{row.note}</span>
          ) : (
            <>
              <RowIcon row={row} />
              <span className={styles['name']}>{row.name}</span>
            </>
          )}
        </div>
      ))}
      {menu === null ? null : (
        <RowMenu
          place={menu}
          isFolder={rows.find(({ path }) => path === menu.path)?.entry?.kind === 'folder'}
          onClose={() => {
            setMenu(null);
            if (list.current !== null) rowElement(list.current, menu.path)?.focus();
          }}
        />
      )}
    </div>
  );
}

function rowElement(list: HTMLElement, path: string): HTMLElement | undefined {
  return [...list.querySelectorAll<HTMLElement>('[data-path]')].find((row) => row.dataset['path'] === path);
}

function RowIcon({ row }: { readonly row: TreeRow }) {
  const props = { size: 16, 'aria-hidden': true } as const;
  if (row.entry?.kind === 'folder')
    return row.isExpanded ? (
      <>
        <ChevronDown {...props} />
        <FolderOpen {...props} />
      </>
    ) : (
      <>
        <ChevronRight {...props} />
        <Folder {...props} />
      </>
    );
  if (row.entry?.problem != null) return <FileWarning {...props} className={styles['leaf']} />;
  if (row.entry?.link != null) return <FileSymlink {...props} className={styles['leaf']} />;
  return <File {...props} className={styles['leaf']} />;
}
