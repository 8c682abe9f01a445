'use client';

import { useEffect } from 'react';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import styles from './editor-tool.module.css';
import { useSession, type OpenDoc } from './session-context.ts';
import { baseName } from './tree-model.ts';
import { useFontSize } from './use-font-size.ts';

/** Below the text: is it saved, how large is the type, and how the keyboard gets out. */
export function StatusLine({ doc }: { readonly doc: OpenDoc }) {
  const session = useSession();
  const { announce } = useWorkspace();
  const [size, changeSize] = useFontSize();
  const { save } = doc;
  const hint = save.kind === 'failed' ? save.hint : '';
  const name = baseName(doc.path);
  useEffect(() => {
    if (hint !== '') announce(`${name} is not saved: ${hint}`);
  }, [announce, hint, name]);
  return (
    <div className={styles['status']}>
      {doc.buffer === null ? (
        <span>{doc.why === 'loading' ? 'Reading…' : ''}</span>
      ) : (
        <span data-save={save.kind} data-testid="save-state">
          {words(save)}
          {save.kind === 'failed' ? (
            <button type="button" onClick={() => void session.docs.save(doc.path)}>
              Try again
            </button>
          ) : null}
        </span>
      )}
      <span className={styles['hint']}>
        <kbd>F6</kbd> to the text · <kbd>Ctrl M</kbd> Tab leaves the editor
      </span>
      <span className={styles['sizes']}>
        <button type="button" onClick={() => changeSize(-1)} aria-label={`Smaller text, now ${size} pixels`}>
          A−
        </button>
        <button type="button" onClick={() => changeSize(1)} aria-label={`Larger text, now ${size} pixels`}>
          A+
        </button>
      </span>
    </div>
  );
}

function words(save: OpenDoc['save']): string {
  switch (save.kind) {
    case 'saved':
      return 'Saved';
    case 'edited':
    case 'saving':
      return 'Saving…';
    case 'failed':
      return `Not saved: ${save.hint} `;
    case 'conflict':
      return 'Not saved: the file was changed in your machine';
    case 'gone':
      return 'Not saved: the file is gone';
  }
}
