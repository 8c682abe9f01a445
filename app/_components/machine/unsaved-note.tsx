'use client';

import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import styles from './rewind-dialogs.module.css';
import { unsavedSentence } from './unsaved-sentence.ts';

/** In a dialog before another machine, or none, takes the place of this one: what would be lost of what was written. */
export function UnsavedNote() {
  const { editors, machine } = useWorkspace();
  const isNumbered = machine.lease?.isNumbered === true;
  const read = useCallback(() => unsavedSentence(editors.unsaved(), isNumbered), [editors, isNumbered]);
  const sentence = useSyncExternalStore(editors.subscribe, read, () => null);
  // What only waits to be saved is saved before the learner has answered.
  useEffect(() => void editors.saveAll(), [editors]);
  return sentence === null ? null : (
    <p className={styles['refusal']} role="alert">
      {sentence}
    </p>
  );
}
