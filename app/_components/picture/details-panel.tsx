'use client';

import { ExternalLink, Play, X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import button from '../button.module.css';
import icon from '../icon-button.module.css';
import styles from './details-panel.module.css';
import type { Facts } from './facts.ts';

interface DetailsPanelProps {
  readonly facts: Facts;
  readonly onRun: (command: string) => void;
  readonly onPreview: (port: number) => void;
  readonly onClose: () => void;
}

/** The facts of one thing beside the picture. Takes the focus when it opens, and Escape closes it. */
export function DetailsPanel({ facts, onRun, onPreview, onClose }: DetailsPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [facts.kind, facts.title]);
  return (
    <aside
      className={styles['panel']}
      aria-label="Details"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className={styles['head']}>
        <p className={styles['kind']}>{facts.kind}</p>
        <button type="button" className={icon['icon']} onClick={onClose} aria-label="Close details" title="Close">
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <h3 ref={heading} tabIndex={-1} className={styles['title']}>
        {facts.title}
      </h3>
      <FactsView facts={facts} onRun={onRun} onPreview={onPreview} />
    </aside>
  );
}

/** What there is to say about one thing, and the commands that show it. */
export function FactsView({ facts, onRun, onPreview }: Omit<DetailsPanelProps, 'onClose'>) {
  const { port } = facts;
  return (
    <div className={styles['facts']}>
      <p>{facts.sentence}</p>
      <dl className={styles['list']}>
        {facts.facts.map(({ label, value }, i) => (
          <Row key={i} label={label}>
            {value}
          </Row>
        ))}
      </dl>
      {facts.layers === undefined || facts.layers.length === 0 ? null : (
        <>
          <h4>Layers, the uppermost first</h4>
          <ol className={styles['layers']}>
            {facts.layers.map(({ label, value }, i) => (
              <li key={i}>
                <code>{value}</code> <span className={styles['size']}>{label}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {port === undefined ? null : (
        <button type="button" className={button['button']} onClick={() => onPreview(port)}>
          <ExternalLink size={16} aria-hidden="true" /> Open the preview of port {port}
        </button>
      )}
      {facts.commands.length === 0 ? null : (
        <>
          <h4>See it in the terminal</h4>
          <ul className={styles['commands']}>
            {facts.commands.map(({ command, shows }) => (
              <li key={command}>
                <button
                  type="button"
                  className={styles['run']}
                  onClick={() => onRun(command)}
                  aria-label={`Run: ${command}`}
                  title="Type it into the terminal"
                >
                  <Play size={14} aria-hidden="true" />
                  <code>{command}</code>
                </button>
                <span className={styles['shows']}>{shows}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
