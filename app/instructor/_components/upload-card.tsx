'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { UploadAct, UploadView, Workshop } from '../../../protocol/instructor.ts';
import button from '../../_components/button.module.css';
import { ConfirmDialog } from '../../_components/confirm-dialog.tsx';
import { actOnUpload, sentence } from './instructor-api.ts';
import styles from './instructor.module.css';
import { ProblemList } from './problem-list.tsx';
import { ProofView } from './proof-view.tsx';
import { RenameForm } from './rename-form.tsx';

interface UploadCardProps {
  readonly upload: UploadView;
  readonly onChange: (workshop: Workshop) => void;
}

/** One draft or published upload: what it is, how it stands, and what can be done with it. */
export function UploadCard({ upload, onChange }: UploadCardProps) {
  const [problem, setProblem] = useState('');
  const [asking, setAsking] = useState<'publish' | 'delete' | 'withdraw'>();
  const { id, title, kind, isPublished, standing, proof, problems } = upload;
  const hasErrors = problems.some(({ isWarning }) => !isWarning);
  const isRunning = proof?.state === 'running';
  const needsWord = standing === 'replaces' || proof?.state !== 'passed';

  const [doing, setDoing] = useState<UploadAct | 'delete'>();
  const isBusy = doing !== undefined;

  const act = (what: UploadAct | 'delete', body?: unknown): void => {
    setProblem('');
    setDoing(what);
    actOnUpload(id, what, body)
      .then(onChange, (error: unknown) => setProblem(sentence(error)))
      .finally(() => setDoing(undefined));
  };
  /** Only what was asked here is answered; what came meanwhile is the server's to refuse. */
  const publish = (): void => act('publish', { unproved: proof?.state !== 'passed', replace: standing === 'replaces' });

  return (
    <article className={styles['card']} aria-labelledby={`upload-${id}`}>
      <h3 id={`upload-${id}`}>{title}</h3>
      <Facts upload={upload} />
      {standing === 'taken' ? <Taken upload={upload} onName={(name) => act('rename', { name })} /> : null}
      {standing === 'replaces' && !isPublished ? (
        <p className={styles['soft']}>
          There is a published {kind} with this name. Publishing this one replaces it; what learners have done stays.
        </p>
      ) : null}
      <ProblemList problems={problems} />
      {proof === null ? null : <ProofView proof={proof} doing={upload.doing} />}
      <p aria-live="polite" className={styles['soft']}>
        {doing === undefined ? '' : doingWords[doing]}
      </p>
      {problem === '' ? null : (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <div className={styles['acts']}>
        {isRunning ? (
          <button type="button" className={button['button']} disabled={isBusy} onClick={() => act('stop')}>
            Stop the test
          </button>
        ) : (
          <button type="button" className={button['button']} disabled={hasErrors || isBusy} onClick={() => act('test')}>
            {proof === null ? 'Test' : 'Test again'}
          </button>
        )}
        {isPublished ? (
          <button type="button" className={button['button']} disabled={isBusy} onClick={() => setAsking('withdraw')}>
            Withdraw
          </button>
        ) : (
          <>
            <button
              type="button"
              className={`${button['button']} ${button['next']}`}
              disabled={hasErrors || isRunning || isBusy || standing === 'taken'}
              onClick={() => (needsWord ? setAsking('publish') : publish())}
            >
              Publish
            </button>
            <button
              type="button"
              className={button['button']}
              disabled={isRunning || isBusy}
              onClick={() => setAsking('delete')}
            >
              Delete
            </button>
          </>
        )}
      </div>
      {asking === 'publish' ? (
        <ConfirmDialog
          title={`Publish “${title}”?`}
          text={publishWords(upload)}
          yes={proof?.state === 'passed' ? 'Replace and publish' : 'Publish all the same'}
          onYes={publish}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {asking === 'withdraw' ? (
        <ConfirmDialog
          title={`Withdraw “${title}”?`}
          text="Learners can no longer open it. It is a draft again, and what learners have done in it is kept for when you publish it anew."
          yes="Withdraw"
          onYes={() => act('withdraw')}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {asking === 'delete' ? (
        <ConfirmDialog
          title={`Delete the draft “${title}”?`}
          text="It is gone from the server, with the result of its test. Your archive stays with you."
          yes="Delete"
          onYes={() => act('delete')}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </article>
  );
}

const doingWords: Readonly<Record<UploadAct | 'delete', string>> = {
  test: 'Starting the test…',
  stop: 'Stopping the test…',
  publish: 'Looking through it once more, and publishing…',
  withdraw: 'Withdrawing…',
  rename: 'Renaming…',
  delete: 'Deleting…',
};

function publishWords({ standing, proof, kind }: UploadView): string {
  const replaces =
    standing === 'replaces'
      ? `The published ${kind} with this name is replaced, and becomes a draft. What learners have done stays. `
      : '';
  if (proof?.state === 'passed') return replaces;
  const why = proof === null ? 'It was never tested.' : 'Its test has not passed.';
  return `${replaces}${why} Nobody knows whether its solution works and its checks turn green: learners may get stuck in it.`;
}

function Facts({ upload }: { readonly upload: UploadView }) {
  const { kind, course, lesson, fileName, files, bytes, uploadedAt, uploadedBy, publishedAt, publishedBy } = upload;
  const address = `/learn/${course}${lesson === null ? '' : `/${lesson}`}`;
  return (
    <>
      <p className={styles['facts']}>
        {kind === 'course' ? `A course of ${upload.lessons.length} lessons` : 'A lesson'} at{' '}
        {upload.isPublished ? (
          <Link href={address} prefetch={false}>
            {address}
          </Link>
        ) : (
          <code>{address}</code>
        )}
        . {fileName}: {files} {files === 1 ? 'file' : 'files'}, {Math.ceil(bytes / 1024)} KiB, uploaded by {uploadedBy}{' '}
        <Moment iso={uploadedAt} />
        {publishedAt === null || publishedBy === null ? null : (
          <>
            , published by {publishedBy} <Moment iso={publishedAt} />
          </>
        )}
        .
      </p>
      {upload.lessons.length === 0 ? null : (
        <p className={styles['facts']}>
          Read it:{' '}
          {upload.lessons.map(({ id, title }, index) => (
            <span key={id}>
              {index === 0 ? null : ', '}
              <Link href={`/instructor/uploads/${upload.id}/${id.split('/')[1] ?? ''}`} prefetch={false}>
                {title}
              </Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

/** The same on the server and in the browser, wherever both are. */
function Moment({ iso }: { readonly iso: string }) {
  return <time dateTime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`}</time>;
}

function Taken({ upload, onName }: { readonly upload: UploadView; readonly onName: (name: string) => void }) {
  const { kind, course, lesson } = upload;
  return (
    <div className={styles['warning']}>
      <p>
        This installation already has a {kind} at this address, in its lessons folders, and that one is never replaced.
        Give yours a name of its own; it is the last part of the address.
      </p>
      <RenameForm name={lesson ?? course} onName={onName} />
    </div>
  );
}
