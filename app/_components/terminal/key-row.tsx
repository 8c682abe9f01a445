'use client';

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import styles from './key-row.module.css';

const plain: readonly { readonly label: string; readonly face: ReactNode; readonly text: string }[] = [
  { label: 'Escape', face: 'Esc', text: '\x1b' },
  { label: 'Tab', face: 'Tab', text: '\t' },
  { label: 'Up', face: <ArrowUp size={16} aria-hidden="true" />, text: '\x1b[A' },
  { label: 'Down', face: <ArrowDown size={16} aria-hidden="true" />, text: '\x1b[B' },
  { label: 'Left', face: <ArrowLeft size={16} aria-hidden="true" />, text: '\x1b[D' },
  { label: 'Right', face: <ArrowRight size={16} aria-hidden="true" />, text: '\x1b[C' },
  { label: 'Pipe', face: '|', text: '|' },
  { label: 'Dash', face: '-', text: '-' },
  { label: 'Slash', face: '/', text: '/' },
];
const control = ['C', 'D', 'Z', 'L', 'R', 'A', 'E', 'P', 'Q'] as const;

/** Keys that a phone's keyboard lacks, above it. `onKey` gets what they type. */
export function KeyRow({ onKey }: { readonly onKey: (text: string) => void }) {
  const [isControl, setIsControl] = useState(false);
  const press = (text: string): void => {
    setIsControl(false);
    onKey(text);
  };
  return (
    <div className={styles['row']} role="group" aria-label="Keys that phones lack">
      <button type="button" aria-pressed={isControl} onClick={() => setIsControl(!isControl)}>
        Ctrl
      </button>
      {isControl
        ? control.map((letter) => (
            <button
              key={letter}
              type="button"
              aria-label={`Control ${letter}`}
              onClick={() => press(String.fromCharCode(letter.charCodeAt(0) - 64))}
            >
              ^{letter}
            </button>
          ))
        : plain.map(({ label, face, text }) => (
            <button key={label} type="button" aria-label={label} onClick={() => press(text)}>
              {face}
            </button>
          ))}
    </div>
  );
}
