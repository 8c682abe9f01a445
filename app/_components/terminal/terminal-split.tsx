'use client';

import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { TerminalSet } from './terminal-set.ts';
import styles from './terminals-tool.module.css';

const least = 0.15;
const step = 0.05;

interface TerminalSplitProps {
  readonly direction: TerminalSet['direction'];
  readonly share: number;
  readonly onShare: (share: number) => void;
}

/** The line between two terminals: moved by mouse, finger or arrow keys. */
export function TerminalSplit({ direction, share, onShare }: TerminalSplitProps) {
  const line = useRef<HTMLDivElement>(null);
  const set = (wanted: number): void => onShare(Math.min(1 - least, Math.max(least, wanted)));
  const onMove = (event: PointerEvent): void => {
    if (line.current?.hasPointerCapture(event.pointerId) !== true) return;
    const area = line.current.parentElement?.getBoundingClientRect();
    if (area === undefined) return;
    // A narrow window lies one above the other whatever was chosen; the line's own shape tells.
    const isAbove = line.current.clientWidth > line.current.clientHeight;
    set(isAbove ? (event.clientY - area.top) / area.height : (event.clientX - area.left) / area.width);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -step, ArrowUp: -step, ArrowRight: step, ArrowDown: step }[event.key];
    if (by !== undefined) set(share + by);
    else if (event.key === 'Home') set(0);
    else if (event.key === 'End') set(1);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={line}
      className={styles['line']}
      role="separator"
      tabIndex={0}
      aria-label="Between the terminals"
      aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={least * 100}
      aria-valuemax={100 - least * 100}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onMove}
      onKeyDown={onKeyDown}
    />
  );
}
