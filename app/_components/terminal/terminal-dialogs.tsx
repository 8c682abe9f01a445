'use client';

import { ExternalLink } from 'lucide-react';
import button from '../button.module.css';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { DialogChoice } from '../dialog-choice.tsx';
import { Dialog } from '../dialog.tsx';
import styles from './terminal-dialogs.module.css';

/** Something that a terminal asks or says in a window over the page. */
export type TerminalAsk =
  | { readonly kind: 'link'; readonly uri: string }
  | { readonly kind: 'paste'; readonly text: string; readonly lines: number; readonly onYes: () => void }
  | { readonly kind: 'close'; readonly label: string; readonly program: string; readonly onYes: () => void }
  | { readonly kind: 'say'; readonly title: string; readonly text: string };

const shownChars = 4000;

export function TerminalDialog({ ask, onClose }: { readonly ask: TerminalAsk; readonly onClose: () => void }) {
  switch (ask.kind) {
    case 'link':
      return <LinkDialog uri={ask.uri} onClose={onClose} />;
    case 'paste':
      return (
        <Dialog title={`Paste ${ask.lines} lines?`} onClose={onClose}>
          <p>
            What runs in this terminal takes every line break for Enter: each line is carried out as soon as it is
            there.
          </p>
          <pre className={styles['what']} tabIndex={0}>
            {ask.text.length > shownChars ? `${ask.text.slice(0, shownChars)}…` : ask.text}
          </pre>
          <DialogChoice no="Don’t paste" yes="Paste and run" onYes={ask.onYes} onClose={onClose} />
        </Dialog>
      );
    case 'close':
      return (
        <ConfirmDialog
          title={`Close ${ask.label}?`}
          text={`“${ask.program}” is running in it and would be ended. The machine keeps running.`}
          yes="End it and close"
          onYes={ask.onYes}
          onClose={onClose}
        />
      );
    case 'say':
      return (
        <Dialog title={ask.title} onClose={onClose}>
          <p>{ask.text}</p>
        </Dialog>
      );
  }
}

/** A link in the output is somebody else's words: where it leads is shown before it is followed. */
function LinkDialog({ uri, onClose }: { readonly uri: string; readonly onClose: () => void }) {
  return (
    <Dialog title="Open this link?" onClose={onClose}>
      <p>It was printed by a program on your machine, and leads out of Slipway to:</p>
      <p className={styles['what']}>{uri}</p>
      <div className={styles['buttons']}>
        <button type="button" className={button['button']} onClick={onClose}>
          Stay here
        </button>
        <a
          href={uri}
          target="_blank"
          rel="noopener noreferrer"
          className={`${button['button']} ${button['next']}`}
          onClick={onClose}
        >
          Open in a new tab <ExternalLink size={16} aria-hidden="true" />
        </a>
      </div>
    </Dialog>
  );
}
