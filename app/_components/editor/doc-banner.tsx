'use client';

import button from '../button.module.css';
import styles from './editor-tool.module.css';
import { closeFile, download } from './file-acts.ts';
import { useSession, type OpenDoc } from './session-context.ts';
import { baseName } from './tree-model.ts';

/** What must be decided about an open file, above its text. */
export function DocBanner({ doc: { path, save, why, size } }: { readonly doc: OpenDoc }) {
  const session = useSession();
  const { docs } = session;
  const name = baseName(path);
  if (save.kind === 'conflict')
    return (
      <div className={styles['banner']} role="alert">
        <p>
          <strong>“{name}” was changed in your machine while you edited it here.</strong>{' '}
          {save.theirs === null ? 'What is there now is no text.' : 'Which one is to stay?'}
        </p>
        <Choice label="Keep mine" onClick={() => void docs.keepMine(path)} />
        {save.theirs === null ? null : (
          <>
            <Choice label="Take the machine’s" onClick={() => docs.takeTheirs(path)} />
            <Choice label="Compare" onClick={() => session.change({ question: { kind: 'compare', path } })} />
          </>
        )}
      </div>
    );
  if (save.kind === 'gone')
    return (
      <div className={styles['banner']} role="alert">
        <p>
          <strong>“{name}” is not on the machine’s disk any more.</strong> It was deleted or renamed there.
        </p>
        <Choice label="Write it again" onClick={() => void docs.save(path)} />
        <Choice label="Close" onClick={() => void closeFile(session, path, true)} />
      </div>
    );
  if (why === 'binary' || why === 'large')
    return (
      <div className={styles['banner']}>
        <p>
          <strong>{why === 'large' ? `“${name}” is too large for the editor` : `“${name}” is not text`}</strong> (
          {bytes(size)}).{' '}
          {why === 'large' ? 'Look at parts of it in the terminal, for example with “less”.' : 'It can be downloaded.'}
        </p>
        <Choice label="Download" onClick={() => void download(session, path)} />
      </div>
    );
  return null;
}

function Choice({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" className={button['button']} onClick={onClick}>
      {label}
    </button>
  );
}

/** A size as people read it. */
function bytes(size: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = size < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(size) / 10));
  return `${Number((size / 1024 ** step).toPrecision(3)).toLocaleString('en')} ${units[step] ?? ''}`;
}
