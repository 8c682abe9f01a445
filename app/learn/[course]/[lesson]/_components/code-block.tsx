'use client';

import { Check, Copy, Play } from 'lucide-react';
import { useRef, useState, type ComponentProps } from 'react';
import styles from './code-block.module.css';
import { useLesson } from './lesson-context.tsx';

type PreProps = ComponentProps<'pre'> & { readonly 'data-kind'?: string; readonly 'data-lang'?: string };

/** A code block: a command with a button that types it, text with a button that copies it, or plain. */
export function CodeBlock(props: PreProps) {
  const pre = useRef<HTMLPreElement>(null);
  const kind = props['data-kind'];
  const text = (): string => (pre.current?.textContent ?? '').replace(/\n+$/, '');
  return (
    <div className={styles['block']} data-kind={kind}>
      <div className={styles['frame']}>
        <pre
          {...props}
          {...(kind === 'output' ? { 'aria-label': 'Example of the output' } : {})}
          ref={pre}
          className={`${props.className ?? ''} ${styles['pre'] ?? ''}`}
        />
        {kind === 'run' ? <RunButton text={text} /> : null}
        {kind === 'copy' ? <CopyButton text={text} /> : null}
      </div>
    </div>
  );
}

function RunButton({ text }: { readonly text: () => string }) {
  const { run, canRun } = useLesson();
  return (
    <button
      type="button"
      className={styles['action']}
      aria-disabled={!canRun}
      title={canRun ? 'Type this into the terminal' : 'Start your machine first'}
      onClick={() => run(text())}
    >
      <Play size={14} aria-hidden="true" /> Run
    </button>
  );
}

function CopyButton({ text }: { readonly text: () => string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(text()).then(
      () => {
        setIsCopied(true);
        setTimeout(() => setIsCopied(false), 2000);
      },
      () => undefined,
    );
  };
  return (
    <button type="button" className={styles['action']} onClick={copy}>
      {isCopied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
    </button>
  );
}
