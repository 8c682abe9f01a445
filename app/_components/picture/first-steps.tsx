'use client';

import { Play } from 'lucide-react';
import type { World } from '../../../protocol/world.ts';
import styles from './picture-tool.module.css';
import { firstCommand } from './first-command.ts';

/** While there are no containers: what would be here, and the command that makes it appear. */
export function FirstSteps({ world, onRun }: { readonly world: World; readonly onRun: (command: string) => void }) {
  if (world.containers.length > 0 || world.engine.state !== 'answering') return null;
  const command = firstCommand(world);
  return (
    <div className={styles['first']}>
      <p>No containers yet. Each one will appear here, with its network, ports and files, as soon as you run it:</p>
      <button
        type="button"
        className={styles['firstRun']}
        onClick={() => onRun(command)}
        aria-label={`Run: ${command}`}
      >
        <Play size={14} aria-hidden="true" />
        <code>{command}</code>
      </button>
    </div>
  );
}
