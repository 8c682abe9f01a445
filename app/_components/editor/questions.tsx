'use client';

import { useState, type ReactNode, type SubmitEvent } from 'react';
import { pathProblem } from '../../../protocol/files.ts';
import button from '../button.module.css';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { Dialog } from '../dialog.tsx';
import { CompareView } from './compare-view.tsx';
import type { Question } from './editor-session.ts';
import { closeFile, create, grantWish, remove, rename, unpack, upload } from './file-acts.ts';
import styles from './questions.module.css';
import { useEditorState, useSession } from './session-context.ts';
import { join } from './tree-model.ts';

/** What the learner is asked, if anything. */
export function Questions() {
  const { question } = useEditorState();
  return question === null ? null : <Asked key={JSON.stringify(question)} question={question} />;
}

function Asked({ question }: { readonly question: Question }) {
  const session = useSession();
  const close = (): void => {
    if (session.store.get().question === question) session.change({ question: null });
  };
  switch (question.kind) {
    case 'name': {
      const { what, folder } = question;
      return (
        <PathDialog
          title={what === 'file' ? 'New file' : 'New folder'}
          first={folder === '' ? '' : `${folder}/`}
          yes="Make it"
          onPath={(path) => void create(session, path, what)}
          onClose={close}
        />
      );
    }
    case 'rename':
      return (
        <PathDialog
          title="Rename or move"
          first={question.path}
          yes="Rename"
          onPath={(path) => void rename(session, question.path, path)}
          onClose={close}
        />
      );
    case 'delete':
      return (
        <ConfirmDialog
          title={`Delete “${question.path}”?`}
          text={
            question.isFolder
              ? 'The folder and everything in it is removed from your machine. This can’t be undone.'
              : 'It is removed from your machine. This can’t be undone.'
          }
          yes="Delete"
          onYes={() => void remove(session, question.path)}
          onClose={close}
        />
      );
    case 'close':
      return (
        <ConfirmDialog
          title={`Close “${question.path}” without saving?`}
          text="What you wrote last is not on the machine’s disk and would be lost."
          yes="Close and lose it"
          onYes={() => void closeFile(session, question.path, true)}
          onClose={close}
        />
      );
    case 'unpack': {
      const { folder, upload: archive } = question;
      return (
        <Choices
          title={`Unpack “${archive.file.name}”?`}
          text={`It is an archive: its files can be put into ${folder === '' ? 'your home folder' : `“${folder}”`}, where they replace others of the same name.`}
          onClose={close}
          choices={[
            ['Upload the archive as it is', () => void upload(session, [archive])],
            ['Unpack it', () => void unpack(session, folder, archive)],
          ]}
        />
      );
    }
    case 'replace': {
      const [first] = question.uploads;
      const many = question.uploads.length;
      return (
        <ConfirmDialog
          title={many === 1 ? `Replace “${first?.path ?? ''}”?` : `Replace ${many} files?`}
          text={
            many === 1
              ? 'A file of this name is there already. The others are uploaded.'
              : `Files of these names are there already: ${question.uploads
                  .slice(0, 5)
                  .map(({ path }) => path)
                  .join(', ')}${many > 5 ? ' …' : ''}. The others are uploaded.`
          }
          yes="Replace"
          onYes={() => void upload(session, question.uploads, true)}
          onClose={close}
        />
      );
    }
    case 'wish':
      return (
        <CompareView
          title={`Replace your “${question.path}”?`}
          text="The lesson brings this file, and yours is different."
          path={question.path}
          left={{ name: 'Yours', text: question.have ?? '' }}
          right={{ name: 'The lesson’s', text: question.wanted }}
          choices={[
            ['Keep mine', () => undefined],
            ['Take the lesson’s', () => void grantWish(session, question.path, question.wanted, question.version)],
          ]}
          onClose={close}
        />
      );
    case 'compare':
      return <CompareConflict path={question.path} onClose={close} />;
  }
}

function CompareConflict({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { docs } = useSession();
  // As it was when the question came: the dialog is made anew for another one.
  const [doc] = useState(() => docs.find(path));
  if (doc?.buffer == null || doc.save.kind !== 'conflict') return null;
  return (
    <CompareView
      title={`Two texts of “${path}”`}
      text="Left what is on the machine’s disk, right what you wrote here."
      path={path}
      left={{ name: 'The machine’s', text: doc.save.theirs ?? '' }}
      right={{ name: 'Mine', text: doc.buffer.text() }}
      choices={[
        ['Take the machine’s', () => docs.takeTheirs(path)],
        ['Keep mine', () => void docs.keepMine(path)],
      ]}
      onClose={onClose}
    />
  );
}

interface PathDialogProps {
  readonly title: string;
  readonly first: string;
  readonly yes: string;
  readonly onPath: (path: string) => void;
  readonly onClose: () => void;
}

function PathDialog({ title, first, yes, onPath, onClose }: PathDialogProps) {
  const [path, setPath] = useState(first);
  const [isTried, setIsTried] = useState(false);
  const clean = path.trim().replace(/\/+$/, '');
  const problem = clean === '' ? 'Write a name.' : pathProblem(clean);
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (problem !== null) return;
    onClose();
    onPath(clean);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={onSubmit} className={styles['form']}>
        <label>
          Path in your home folder
          <input
            value={path}
            onChange={(event) => setPath(event.target.value)}
            data-first-focus
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={join('app', 'Dockerfile')}
            aria-invalid={isTried && problem !== null}
            aria-describedby="path-problem"
            onFocus={(event) => event.target.setSelectionRange(path.lastIndexOf('/') + 1, path.length)}
          />
        </label>
        <p id="path-problem" className={styles['problem']} role="alert">
          {isTried ? problem : null}
        </p>
        <Buttons>
          <button type="button" className={button['button']} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={`${button['button']} ${button['next']}`}>
            {yes}
          </button>
        </Buttons>
      </form>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly title: string;
  readonly text: string;
  readonly choices: readonly (readonly [string, () => void])[];
  readonly onClose: () => void;
}

function Choices({ title, text, choices, onClose }: ChoicesProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <Buttons>
        {choices.map(([label, act]) => (
          <button
            key={label}
            type="button"
            className={button['button']}
            onClick={() => {
              onClose();
              act();
            }}
          >
            {label}
          </button>
        ))}
      </Buttons>
    </Dialog>
  );
}

export function Buttons({ children }: { readonly children: ReactNode }) {
  return <div className={styles['buttons']}>{children}</div>;
}
