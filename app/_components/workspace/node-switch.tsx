'use client';

import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { NodeName } from '../../../protocol/node.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { nodeLabel, nodeWords, startProgress } from './nodes.ts';
import styles from './node-switch.module.css';
import { useWorkspace } from './workspace-context.tsx';

const most = 5;

/**
 * Where there are several machines: which one the tools are about, how each is, and one more or one less. `onPicked`: with
 * the mouse.
 */
export function NodeSwitch({ onPicked }: { readonly onPicked: (node: NodeName) => void }) {
  const { machine, node: shown, showNode } = useWorkspace();
  const [asksToRemove, setAsksToRemove] = useState(false);
  const [leaving, setLeaving] = useState<NodeName>('main');
  const bar = useRef<HTMLDivElement>(null);
  const { lease, phase, asked, refusal } = machine;
  /** Which there were when another one was asked for, and whether with the mouse. The new one is shown when it is known. */
  const adding = useRef<{ readonly before: readonly NodeName[]; readonly byMouse: boolean } | null>(null);
  useEffect(() => {
    if (adding.current === null || asked !== null) return;
    const { before, byMouse } = adding.current;
    adding.current = null;
    const added = lease?.nodes.find(({ node }) => !before.includes(node))?.node;
    if (added === undefined) return;
    showNode(added);
    if (byMouse) onPicked(added);
  }, [lease, asked, showNode, onPicked]);
  if (phase !== 'live' || lease === null || !(lease.isNumbered && (lease.nodes.length > 1 || lease.lesson === 'play')))
    return null;
  const { nodes } = lease;
  const current = nodes.find(({ node }) => node === shown);
  const progress = startProgress(nodes);
  const isLeaving = asked === 'nodes' && leaving !== 'main' && nodes.some(({ node }) => node === leaving);
  return (
    <div className={styles['bar']} ref={bar}>
      <div className={styles['nodes']} role="group" aria-label="Machines" data-nodes>
        {nodes.map((one) => {
          const words = nodeWords(one);
          return (
            <button
              key={one.node}
              type="button"
              className={styles['node']}
              aria-pressed={one.node === shown}
              data-state={one.state}
              onClick={({ detail: clicks }) => {
                showNode(one.node);
                if (clicks > 0) onPicked(one.node);
              }}
            >
              {nodeLabel(one.node)}
              {words === '' ? null : <span className={styles['words']}> · {words}</span>}
            </button>
          );
        })}
        {nodes.length < most && lease.lesson === 'play' ? (
          <button
            type="button"
            className={styles['tool']}
            aria-disabled={asked !== null}
            onClick={({ detail: clicks }) => {
              setLeaving('main');
              adding.current = { before: nodes.map(({ node }) => node), byMouse: clicks > 0 };
              machine.nodes.add();
            }}
          >
            <Plus size={15} aria-hidden="true" /> Add a machine
          </button>
        ) : null}
        {current === undefined ||
        shown === 'main' ||
        current.state === 'preparing' ||
        lease.lesson !== 'play' ? null : (
          <button
            type="button"
            className={styles['tool']}
            aria-disabled={asked !== null}
            onClick={() => setAsksToRemove(true)}
          >
            <X size={15} aria-hidden="true" /> Take {nodeLabel(shown)} away
          </button>
        )}
      </div>
      <p className={styles['progress']} role="status">
        {isLeaving ? `${nodeLabel(leaving)} is being taken away…` : (progress ?? '')}
      </p>
      {refusal === null ? null : (
        <p className={styles['refusal']} role="alert">
          {refusal}
        </p>
      )}
      {asksToRemove ? (
        <ConfirmDialog
          title={`Take ${nodeLabel(shown)} away?`}
          text="The machine is deleted with everything on it: containers, images, files. If it is in a swarm, let it leave first."
          yes={`Delete ${nodeLabel(shown)}`}
          onYes={() => {
            setLeaving(shown);
            machine.nodes.remove(shown);
            // The button that asked goes with the machine.
            showNode('main');
            requestAnimationFrame(() => bar.current?.querySelector('button')?.focus());
          }}
          onClose={() => setAsksToRemove(false)}
        />
      ) : null}
    </div>
  );
}
