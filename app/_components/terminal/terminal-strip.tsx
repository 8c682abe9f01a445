'use client';

import { Columns2, Ellipsis, Plus, Search, X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { labelOf } from './terminal-label.ts';
import { maxLabelChars, mostTerminals, type TerminalSet } from './terminal-set.ts';
import icon from '../icon-button.module.css';
import styles from './terminal-strip.module.css';

interface TerminalStripProps {
  /** Before the names in ids of elements: several machines have terminals of the same names. */
  readonly idPrefix: string;
  readonly set: TerminalSet;
  readonly isLive: boolean;
  /** What is not as usual with a terminal, in a word; by name. */
  readonly marks: Readonly<Record<string, string>>;
  readonly renaming: string | null;
  /** `isByKeys`: the arrow keys are walking over the tabs, which keep the focus. */
  readonly onSelect: (name: string, isByKeys: boolean) => void;
  readonly onAdd: () => void;
  readonly onClose: (name: string) => void;
  readonly onSplit: () => void;
  readonly onSearch: () => void;
  readonly onMenu: (x: number, y: number) => void;
  readonly onRename: (name: string | null) => void;
  readonly onRenamed: (name: string, label: string) => void;
}

/** The tabs of the terminals and what can be done with them. Arrows go from tab to tab, F2 renames, Delete closes. */
export function TerminalStrip(props: TerminalStripProps) {
  const { idPrefix, set, isLive, renaming, marks } = props;
  const tabs = useRef<HTMLDivElement>(null);
  const isSplit = set.shown.length === 2;

  const onKeyDown = (event: KeyboardEvent, name: string): void => {
    const here = set.names.indexOf(name);
    const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: set.names.length - 1 }[event.key];
    if (to !== undefined) {
      const next = set.names[(to + set.names.length) % set.names.length] ?? 'main';
      props.onSelect(next, true);
      tabs.current?.querySelector<HTMLElement>(`#tab-${idPrefix}${next}`)?.focus();
    } else if (event.key === 'F2') props.onRename(name);
    else if (event.key === 'Delete') props.onClose(name);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles['strip']}>
      <div className={styles['tabs']} role="tablist" aria-label="Terminals" ref={tabs}>
        {set.names.map((name) =>
          name === renaming ? (
            <RenameField
              key={name}
              label={labelOf(set, name)}
              onDone={(label) => {
                if (label !== null) props.onRenamed(name, label);
                props.onRename(null);
              }}
            />
          ) : (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${idPrefix}${name}`}
              className={styles['tab']}
              aria-selected={name === set.active}
              aria-controls={`terminal-${idPrefix}${name}`}
              data-shown={set.shown.includes(name)}
              tabIndex={name === set.active ? 0 : -1}
              onClick={() => props.onSelect(name, false)}
              onDoubleClick={() => props.onRename(name)}
              onKeyDown={(event) => onKeyDown(event, name)}
            >
              {labelOf(set, name)}
              {marks[name] === undefined ? null : <span className={styles['mark']}> · {marks[name]}</span>}
            </button>
          ),
        )}
      </div>
      {isLive ? (
        <>
          {set.names.length < mostTerminals ? (
            <Tool label="Open another terminal" onClick={props.onAdd}>
              <Plus size={16} aria-hidden="true" />
            </Tool>
          ) : null}
          {set.active === 'main' ? null : (
            <Tool label="Close this terminal" onClick={() => props.onClose(set.active)}>
              <X size={16} aria-hidden="true" />
            </Tool>
          )}
          <span className={styles['space']} />
          <Tool label="Search the output" title="Search the output (Ctrl+Shift+F)" onClick={props.onSearch}>
            <Search size={15} aria-hidden="true" />
          </Tool>
          <Tool
            label={isSplit ? 'Show one terminal' : 'Show two terminals'}
            isPressed={isSplit}
            onClick={props.onSplit}
            isWide
          >
            <Columns2 size={16} aria-hidden="true" />
          </Tool>
          <Tool
            label="More for this terminal"
            onClick={(element) => {
              const { left, bottom } = element.getBoundingClientRect();
              props.onMenu(left, bottom);
            }}
            hasMenu
          >
            <Ellipsis size={16} aria-hidden="true" />
          </Tool>
        </>
      ) : null}
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly title?: string;
  readonly isPressed?: boolean;
  readonly isWide?: boolean;
  readonly hasMenu?: boolean;
  readonly onClick: (element: HTMLElement) => void;
  readonly children: ReactNode;
}

function Tool({ label, title = label, isPressed, isWide = false, hasMenu = false, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      className={isWide ? `${icon['icon']} ${styles['wide']}` : icon['icon']}
      aria-label={label}
      title={title}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      {...(hasMenu ? { 'aria-haspopup': 'menu' as const } : {})}
      onClick={(event) => onClick(event.currentTarget)}
    >
      {children}
    </button>
  );
}

function RenameField({ label, onDone }: { readonly label: string; readonly onDone: (label: string | null) => void }) {
  const [text, setText] = useState(label);
  const isOver = useRef(false);
  const end = (result: string | null): void => {
    if (isOver.current) return;
    isOver.current = true;
    onDone(result);
  };
  return (
    <input
      className={styles['rename']}
      aria-label={`New name of ${label}`}
      value={text}
      maxLength={maxLabelChars}
      size={Math.max(8, text.length)}
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => end(text)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(text);
        else if (event.key === 'Escape') end(null);
      }}
    />
  );
}
