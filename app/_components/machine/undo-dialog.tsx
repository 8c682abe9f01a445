'use client';

import button from '../button.module.css';
import { DialogChoice } from '../dialog-choice.tsx';
import { Dialog } from '../dialog.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { readCheckpoints } from './checkpoint-api.ts';
import { ago } from './clock.ts';
import styles from './rewind-dialogs.module.css';
import { UnsavedNote } from './unsaved-note.tsx';
import { useAsked } from './use-asked.ts';

/** Brings back the machine as it was before the last reset, jump or restore. */
export function UndoDialog({ lease, onClose }: { readonly lease: string; readonly onClose: () => void }) {
  const { machine } = useWorkspace();
  const { value, refusal } = useAsked(() => readCheckpoints(lease));
  const last = value?.checkpoints.find(({ kind }) => kind === 'automatic');
  return (
    <Dialog title="Undo" onClose={onClose}>
      {refusal === null ? null : (
        <p className={styles['refusal']} role="alert">
          {refusal}
        </p>
      )}
      {value === null && refusal === null ? <p role="status">Looking for what can be undone…</p> : null}
      {value !== null && last === undefined ? (
        <p>
          There is nothing to undo. Whenever you reset, jump or go back, your machine is kept first as it is, and this
          brings it back. What you do in the terminal is not undone by it: for that, save a checkpoint before you try
          something.
        </p>
      ) : null}
      {last === undefined ? (
        <div className={styles['buttons']}>
          <button type="button" className={button['button']} onClick={onClose}>
            Close
          </button>
        </div>
      ) : (
        <>
          <p>
            Your machine becomes again what it was <strong>{lower(last.name)}</strong>,{' '}
            {ago(machine.siteNowMs() - last.createdAtMs)}. It is kept as it is now, so this can be undone too. Your
            ticks stay.
          </p>
          <UnsavedNote />
          <DialogChoice yes="Undo" isYesFocused onYes={() => machine.restore(last.id)} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

/** A name that we gave, inside a sentence. */
function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
