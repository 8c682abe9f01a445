'use client';

import { Download, Eye, EyeOff, FilePlus, FolderPlus, FolderUp, Pencil, Trash2, Upload } from 'lucide-react';
import { useRef, type ChangeEvent, type ComponentType } from 'react';
import { download, upload } from './file-acts.ts';
import { useEditorState, useSession } from './session-context.ts';
import icon from '../icon-button.module.css';
import styles from './tree-actions.module.css';
import { baseName, parentOf, treeRows } from './tree-model.ts';
import { chosenFiles, isArchive } from './uploads.ts';

/** Buttons for what can be done in the tree, with the line that has or had the focus. */
export function TreeActions() {
  const session = useSession();
  const { tree } = useEditorState();
  const files = useRef<HTMLInputElement>(null);
  const folders = useRef<HTMLInputElement>(null);
  const row = treeRows(tree).find(({ path, entry }) => path === tree.current && entry !== null);
  const isFolder = row?.entry?.kind === 'folder';
  const folder = row === undefined ? '' : isFolder ? row.path : parentOf(row.path);
  const name = row === undefined ? '' : baseName(row.path);

  const onChosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const chosen = chosenFiles(event.target.files ?? new DataTransfer().files, folder);
    event.target.value = '';
    const [only] = chosen;
    if (only !== undefined && chosen.length === 1 && isArchive(only.file.name))
      session.change({ question: { kind: 'unpack', folder, upload: only } });
    else void upload(session, chosen);
  };
  const where = folder === '' ? 'your home folder' : `“${folder}”`;
  return (
    <div className={styles['actions']} role="toolbar" aria-label="Files">
      <Action
        Icon={FilePlus}
        label={`New file in ${where}`}
        onClick={() => session.change({ question: { kind: 'name', what: 'file', folder } })}
      />
      <Action
        Icon={FolderPlus}
        label={`New folder in ${where}`}
        onClick={() => session.change({ question: { kind: 'name', what: 'folder', folder } })}
      />
      <Action Icon={Upload} label={`Upload files into ${where}`} onClick={() => files.current?.click()} />
      <Action Icon={FolderUp} label={`Upload a folder into ${where}`} onClick={() => folders.current?.click()} />
      <span className={styles['gap']} />
      <Action
        Icon={Pencil}
        label={row === undefined ? 'Rename' : `Rename or move “${name}” (F2)`}
        isOff={row === undefined}
        onClick={() => row && session.change({ question: { kind: 'rename', path: row.path } })}
      />
      <Action
        Icon={Trash2}
        label={row === undefined ? 'Delete' : `Delete “${name}” (Del)`}
        isOff={row === undefined}
        onClick={() => row && session.change({ question: { kind: 'delete', path: row.path, isFolder } })}
      />
      <Action
        Icon={Download}
        label={row === undefined ? 'Download your home folder' : `Download “${name}”`}
        onClick={() => void download(session, row?.path ?? '')}
      />
      <Action
        Icon={tree.showsHidden ? EyeOff : Eye}
        label={tree.showsHidden ? 'Hide the shell’s own files' : 'Show hidden files too'}
        onClick={() => session.changeTree({ showsHidden: !tree.showsHidden })}
      />
      <input ref={files} type="file" multiple hidden onChange={onChosen} data-upload="files" />
      <input
        ref={folders}
        type="file"
        multiple
        hidden
        onChange={onChosen}
        data-upload="folder"
        {...{ webkitdirectory: '' }}
      />
    </div>
  );
}

interface ActionProps {
  readonly Icon: ComponentType<{ size: number; 'aria-hidden': boolean }>;
  readonly label: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}

function Action({ Icon, label, isOff = false, onClick }: ActionProps) {
  return (
    <button type="button" className={icon['icon']} aria-label={label} title={label} disabled={isOff} onClick={onClick}>
      <Icon size={16} aria-hidden={true} />
    </button>
  );
}
