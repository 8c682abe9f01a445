'use client';

import { RotateCw } from 'lucide-react';
import button from '../button.module.css';
import { nodeLabel, nodeWords } from './nodes.ts';
import styles from './node-switch.module.css';
import { useWorkspace } from './workspace-context.tsx';

/** What stands in the tools' place while the machine they are about is not there, though others are. */
export function NodeCover() {
  const { machine, node: shown } = useWorkspace();
  const node = machine.lease?.nodes.find((one) => one.node === shown);
  if (machine.phase !== 'live' || node === undefined) return null;
  if (node.state !== 'preparing' && node.state !== 'stopped') return null;
  const label = nodeLabel(node.node);
  return (
    <div className={styles['cover']} data-cover data-page-place="front">
      <div className={styles['card']}>
        {node.state === 'preparing' ? (
          <>
            <h2>{label} is starting…</h2>
            <p role="status">
              It gets a Docker Engine of its own, on one network with the others. They can be used meanwhile.
            </p>
          </>
        ) : (
          <>
            <h2>
              {label} {nodeWords(node)}
            </h2>
            <p>{node.detail === '' ? 'What was on it is gone. The other machines go on.' : node.detail}</p>
            <button
              type="button"
              className={`${button['button']} ${button['next']}`}
              disabled={machine.asked !== null}
              onClick={() => machine.nodes.restart(node.node)}
            >
              <RotateCw size={18} aria-hidden="true" /> Start {label} again
            </button>
          </>
        )}
      </div>
    </div>
  );
}
