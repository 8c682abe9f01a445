'use client';

import { useEffect, useRef } from 'react';
import button from '../button.module.css';
import { Dialog } from '../dialog.tsx';
import { languageOf } from './language-of.ts';
import { editorOptions } from './monaco/options.ts';
import styles from './questions.module.css';
import { loadMonaco } from './session-context.ts';

interface Side {
  readonly name: string;
  readonly text: string;
}

interface CompareViewProps {
  readonly title: string;
  readonly text: string;
  readonly path: string;
  readonly left: Side;
  readonly right: Side;
  /** Left and right. */
  readonly choices: readonly (readonly [string, () => void])[];
  readonly onClose: () => void;
}

/** Two texts of a file side by side (one below the other where it is narrow), and which one is to stay. */
export function CompareView({ title, text, path, left, right, choices, onClose }: CompareViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const [leftText, rightText] = [left.text, right.text];
  useEffect(() => {
    const here = place.current;
    if (here === null) return;
    const made: { dispose(): void }[] = [];
    let isOver = false;
    void loadMonaco().then((monaco) => {
      if (isOver) return;
      const model = (content: string) => monaco.editor.createModel(content, languageOf(path, content));
      const [original, modified] = [model(leftText), model(rightText)];
      const diff = monaco.editor.createDiffEditor(here, {
        ...editorOptions(here),
        readOnly: true,
        originalEditable: false,
        useInlineViewWhenSpaceIsLimited: true,
        renderOverviewRuler: false,
        lineNumbersMinChars: 2,
      });
      diff.setModel({ original, modified });
      made.push(diff, original, modified);
    });
    return () => {
      isOver = true;
      for (const thing of made) thing.dispose();
    };
  }, [path, leftText, rightText]);
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <p className={styles['sides']} aria-hidden="true">
        <span>{left.name}</span>
        <span>{right.name}</span>
      </p>
      <div ref={place} className={styles['diff']} />
      <div className={styles['buttons']}>
        {choices.map(([label, act], at) => (
          <button
            key={label}
            type="button"
            className={`${button['button']} ${at === choices.length - 1 ? button['next'] : ''}`}
            onClick={() => {
              onClose();
              act();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
