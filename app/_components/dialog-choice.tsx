'use client';

import button from './button.module.css';
import styles from './dialog-choice.module.css';

interface DialogChoiceProps {
  /** What leaves everything as it is. */
  readonly no?: string;
  readonly yes: string;
  /** Is `yes` what nearly everybody wants? */
  readonly isYesFocused?: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** The two buttons at the end of a dialog that asks; either closes it. */
export function DialogChoice({
  no = 'Leave it as it is',
  yes,
  isYesFocused = false,
  onYes,
  onClose,
}: DialogChoiceProps) {
  return (
    <div className={styles['buttons']}>
      <button type="button" className={button['button']} onClick={onClose}>
        {no}
      </button>
      <button
        type="button"
        // The one for when it comes into an open dialog, the other for when it is there from the beginning.
        autoFocus={isYesFocused}
        data-first-focus={isYesFocused ? true : undefined}
        className={`${button['button']} ${button['next']}`}
        onClick={() => {
          onClose();
          onYes();
        }}
      >
        {yes}
      </button>
    </div>
  );
}
