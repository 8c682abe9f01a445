'use client';

import type { ReactNode } from 'react';
import { DialogChoice } from './dialog-choice.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What is lost and what is kept. */
  readonly text: string;
  /** What there is to say beside it. */
  readonly children?: ReactNode;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't be undone. */
export function ConfirmDialog({ title, text, children, yes, onYes, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {children}
      <DialogChoice yes={yes} onYes={onYes} onClose={onClose} />
    </Dialog>
  );
}
