'use client';

import { Download } from 'lucide-react';
import type { NodeName } from '../../../protocol/node.ts';
import button from '../button.module.css';
import { Dialog } from '../dialog.tsx';
import styles from './rewind-dialogs.module.css';

interface ExportDialogProps {
  readonly lease: string;
  readonly node: NodeName;
  readonly onClose: () => void;
}

/** What the learner can take home, and the link that does it. */
export function ExportDialog({ lease, node, onClose }: ExportDialogProps) {
  return (
    <Dialog title="Export my work" onClose={onClose}>
      <p>You get an archive to unpack on a computer of your own, with</p>
      <ul>
        <li>the files of your home directory,</li>
        <li>a Compose file with the containers that run now, their networks and volumes,</li>
        <li>the list of your images, and the commands you typed,</li>
        <li>a README that says how to go on at home.</li>
      </ul>
      <p>Your machine goes on meanwhile. The content of volumes and images is not in it.</p>
      <div className={styles['buttons']}>
        <button type="button" className={button['button']} onClick={onClose}>
          Not now
        </button>
        <a
          href={`/api/leases/${lease}/export${node === 'main' ? '' : `?node=${node}`}`}
          download
          data-first-focus
          className={`${button['button']} ${button['next']}`}
          onClick={onClose}
        >
          <Download size={16} aria-hidden="true" /> Download the archive
        </a>
      </div>
    </Dialog>
  );
}
