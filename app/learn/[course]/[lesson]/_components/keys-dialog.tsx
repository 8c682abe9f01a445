'use client';

import { Dialog } from '../../../../_components/dialog.tsx';
import styles from './keys-dialog.module.css';

const keys = [
  ['?', 'These keys'],
  ['F6', 'From the text to the terminal and back'],
  ['Alt + Page Down', 'Next step'],
  ['Alt + Page Up', 'Step before'],
  ['Ctrl + Shift + C', 'Copy what is selected in the terminal'],
  ['Ctrl + Shift + V', 'Paste into the terminal'],
  ['Shift + Page Up', 'Older output of the terminal'],
] as const;

interface KeysDialogProps {
  readonly isScreenReader: boolean;
  readonly onScreenReader: (isOn: boolean) => void;
  readonly onClose: () => void;
}

/** What the keyboard does here, and the terminal's mode for screen readers. */
export function KeysDialog({ isScreenReader, onScreenReader, onClose }: KeysDialogProps) {
  return (
    <Dialog title="Keys and help" onClose={onClose}>
      <dl className={styles['keys']}>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>In the terminal every other key goes to the machine. F6 always gets you out of it.</p>
      <label className={styles['option']}>
        <input type="checkbox" checked={isScreenReader} onChange={(event) => onScreenReader(event.target.checked)} />{' '}
        Read the terminal’s output to my screen reader
      </label>
    </Dialog>
  );
}
