'use client';

import { GitFork, Save, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { CheckpointList } from '../../../protocol/site.ts';
import button from '../button.module.css';
import { Dialog } from '../dialog.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { deleteCheckpoint, forkCheckpoint, readCheckpoints, saveCheckpoint } from './checkpoint-api.ts';
import { ago, dayOf, size } from './clock.ts';
import styles from './rewind-dialogs.module.css';
import { UnsavedNote } from './unsaved-note.tsx';
import { useAsked } from './use-asked.ts';

type Row = CheckpointList['checkpoints'][number];

/** The learner's checkpoints of this lesson: make one, go back to one, delete one. */
export function CheckpointsDialog({ lease, onClose }: { readonly lease: string; readonly onClose: () => void }) {
  const { machine, announce } = useWorkspace();
  const { value, refusal, isBusy, ask } = useAsked(() => readCheckpoints(lease));
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<{ readonly row: Row; readonly to: 'restore' | 'delete' } | null>(null);
  const field = useId();
  const save = (): void => {
    void ask(() => saveCheckpoint(lease, name)).then((isSaved) => {
      if (!isSaved) return;
      setName('');
      announce(`Checkpoint ${name} is saved.`);
    });
  };
  const carryOut = (): void => {
    if (chosen === null) return;
    setChosen(null);
    if (chosen.to === 'delete') return void ask(() => deleteCheckpoint(lease, chosen.row.id));
    onClose();
    machine.restore(chosen.row.id);
  };
  const fork = (row: Row): void => {
    void ask(() => forkCheckpoint(lease, row.id)).then((isOpen) => {
      if (isOpen) location.assign('/play');
    });
  };
  return (
    <Dialog title="Checkpoints" onClose={onClose}>
      <p>
        A checkpoint is your whole machine as it is now: containers, images, networks, volumes and files. Whatever you
        try afterwards, you can go back to it.
      </p>
      {machine.phase === 'live' ? (
        <form
          className={styles['save']}
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <label htmlFor={field}>Name for a new one</label>
          <input
            id={field}
            value={name}
            maxLength={80}
            required
            data-first-focus
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            placeholder="before I remove everything"
          />
          <button type="submit" className={button['button']} disabled={isBusy || name.trim() === ''}>
            <Save size={16} aria-hidden="true" /> Save
          </button>
        </form>
      ) : null}
      {refusal === null ? null : (
        <p className={styles['refusal']} role="alert">
          {refusal}
        </p>
      )}
      {value === null && refusal === null ? <p role="status">Loading…</p> : null}
      {chosen === null ? null : (
        <Question row={chosen.row} to={chosen.to} onYes={carryOut} onNo={() => setChosen(null)} />
      )}
      {value === null ? null : (
        <>
          <List
            rows={value.checkpoints}
            nowMs={machine.siteNowMs()}
            onRestore={(row) => setChosen({ row, to: 'restore' })}
            onDelete={(row) => setChosen({ row, to: 'delete' })}
            onFork={fork}
          />
          <p className={styles['small']}>
            {value.own} of {value.maxOwn} of your own, in all lessons together. Each is kept for a week.
          </p>
        </>
      )}
    </Dialog>
  );
}

interface ListProps {
  readonly rows: readonly Row[];
  readonly nowMs: number;
  readonly onRestore: (row: Row) => void;
  readonly onDelete: (row: Row) => void;
  readonly onFork: (row: Row) => void;
}

function List({ rows, nowMs, onRestore, onDelete, onFork }: ListProps) {
  if (rows.length === 0) return <p className={styles['empty']}>You have none in this lesson yet.</p>;
  return (
    <ul className={styles['list']}>
      {rows.map((row) => (
        <li key={row.id} data-checkpoint={row.kind}>
          <div className={styles['what']}>
            <span className={styles['name']}>{row.name}</span>
            <span className={styles['aside']}>
              {row.kind === 'automatic' ? 'made by itself, ' : ''}
              {ago(nowMs - row.createdAtMs)}
              {row.sizeBytes === null ? '' : `, ${size(row.sizeBytes)}`}, kept until {dayOf(row.keptUntilMs)}
            </span>
          </div>
          <button
            type="button"
            className={button['button']}
            onClick={() => onRestore(row)}
            aria-label={`Go back to ${row.name}`}
          >
            Go back
          </button>
          <button
            type="button"
            className={`${button['button']} ${button['quiet']}`}
            onClick={() => onFork(row)}
            aria-label={`Open a copy of ${row.name} in free play`}
            title="Open a copy in free play"
          >
            <GitFork size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={`${button['button']} ${button['quiet']}`}
            onClick={() => onDelete(row)}
            aria-label={`Delete ${row.name}`}
            title="Delete"
          >
            <Trash2 size={16} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface QuestionProps {
  readonly row: Row;
  readonly to: 'restore' | 'delete';
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function Question({ row, to, onYes, onNo }: QuestionProps) {
  return (
    <div className={styles['question']} role="group" aria-label="Are you sure?">
      <p>
        {to === 'restore'
          ? `Your machine becomes what it was at “${row.name}”. It is kept as it is now; Undo brings it back. Your ticks stay.`
          : `“${row.name}” is gone then. Your machine stays as it is.`}
      </p>
      {to === 'restore' ? <UnsavedNote /> : null}
      <div className={styles['buttons']}>
        <button type="button" className={button['button']} onClick={onNo}>
          Leave it as it is
        </button>
        <button type="button" autoFocus className={`${button['button']} ${button['next']}`} onClick={onYes}>
          {to === 'restore' ? 'Go back to it' : 'Delete it'}
        </button>
      </div>
    </div>
  );
}
