'use client';

import { Check, Copy, FileDown, FilePen } from 'lucide-react';
import { useRef, useState, type ComponentProps, type ReactNode } from 'react';
import type { NodeName } from '../../../../../protocol/node.ts';
import { writeClipboard } from '../../../../_components/clipboard.ts';
import { useWorkspace } from '../../../../_components/workspace/workspace-context.tsx';
import styles from './code-block.module.css';
import { RunButton } from './run-button.tsx';

/** As lesson-kit/highlight.ts makes it. */
type PreProps = ComponentProps<'pre'> & {
  readonly 'data-kind'?: 'run' | 'copy' | 'output' | 'file';
  readonly 'data-lang'?: string;
  readonly 'data-terminal'?: string;
  readonly 'data-node'?: NodeName;
  readonly 'data-inside'?: string;
  readonly 'data-file'?: string;
};

/** A code block: commands with a button that types them, a file that can be written, text to copy, output, or plain. */
export function CodeBlock(props: PreProps) {
  const pre = useRef<HTMLPreElement>(null);
  const kind = props['data-kind'];
  const text = (): string => (pre.current?.textContent ?? '').replace(/\n+$/, '');
  const terminal = props['data-terminal'];
  const path = props['data-file'] ?? '';
  const code = (
    <pre
      {...props}
      {...labels[kind ?? 'plain']}
      ref={pre}
      className={`${props.className ?? ''} ${styles['pre'] ?? ''}`}
    />
  );
  if (kind === 'run')
    return (
      <RunButton
        code={code}
        text={text}
        terminal={terminal}
        node={props['data-node']}
        isInside={props['data-inside'] !== undefined}
      />
    );
  return (
    <div className={styles['block']} data-kind={kind}>
      {kind === 'output' ? <div className={styles['caption']}>Output</div> : null}
      {kind === 'file' ? <FileHead path={path} text={text} /> : null}
      <div className={styles['frame']}>
        {code}
        {kind === 'copy' ? <CopyButton text={text} /> : null}
      </div>
    </div>
  );
}

const labels = {
  run: { 'aria-label': 'Commands to type' },
  copy: { 'aria-label': 'Text to copy' },
  output: { 'aria-label': 'Example of the output' },
  file: { 'aria-label': 'Content of the file' },
  plain: {},
} as const;

/** The path of a file block, and what can be done with it. */
function FileHead({ path, text }: { readonly path: string; readonly text: () => string }) {
  const { openFile, announce, machine, showNode } = useWorkspace();
  const isLive = machine.phase === 'live';
  const hint = isLive ? undefined : 'Start your machine first';
  return (
    <div className={styles['head']}>
      <code className={styles['path']}>{path}</code>
      <HeadButton
        isDisabled={!isLive}
        title={hint ?? `Open ${path} as it is on your machine`}
        onClick={() => {
          showNode('main');
          openFile(path);
          announce(`${path} is opened in the editor.`);
        }}
      >
        <FilePen size={14} aria-hidden="true" /> Open in the editor
      </HeadButton>
      <HeadButton
        isDisabled={!isLive}
        title={hint ?? `Put this into ${path} on your machine`}
        onClick={() => {
          // A text file ends in a line break, which the fence leaves out.
          showNode('main');
          openFile(path, `${text()}\n`);
          announce(`${path} is being written.`);
        }}
      >
        <FileDown size={14} aria-hidden="true" /> Write this file
      </HeadButton>
    </div>
  );
}

interface HeadButtonProps {
  readonly isDisabled: boolean;
  readonly title: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function HeadButton({ isDisabled, title, onClick, children }: HeadButtonProps) {
  const { run, announce } = useWorkspace();
  return (
    <button
      type="button"
      className={styles['headButton']}
      aria-disabled={isDisabled}
      title={title}
      onClick={() => {
        if (!isDisabled) onClick();
        else {
          announce(title);
          // Leads to where a machine is started.
          run('');
        }
      }}
    >
      {children}
    </button>
  );
}

function CopyButton({ text }: { readonly text: () => string }) {
  const { announce } = useWorkspace();
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    const isCopied = await writeClipboard(text());
    setState(isCopied ? 'copied' : 'refused');
    announce(isCopied ? 'Copied' : 'The browser does not let this page copy.');
    setTimeout(() => setState('idle'), 2000);
  };
  return (
    <button type="button" className={styles['action']} onClick={() => void copy()}>
      {state === 'copied' ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      {{ idle: 'Copy', copied: 'Copied', refused: 'Not allowed' }[state]}
    </button>
  );
}
