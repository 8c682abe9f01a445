'use client';

import { X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import button from './button.module.css';
import styles from './dialog.module.css';

/** A window over the page. Escape, a click beside it and its button close it; the browser keeps and gives back the focus. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser's choice is the first button, which closes.
    element?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    // The focus is given back by closing only, and of this kind of effect the end comes while the dialog is still there.
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-labelledby={titleId}
      onClose={() => {
        // Told later: by then it is gone, or open again where React tries every effect twice.
        if (dialog.current?.open === false) onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className={styles['inside']}>
        <div className={styles['head']}>
          <h2 id={titleId}>{title}</h2>
          <button
            type="button"
            className={`${button['button']} ${button['quiet']}`}
            onClick={() => dialog.current?.close()}
            aria-label="Close"
          >
            <X size={18} aria-hidden="true" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
