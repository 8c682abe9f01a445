'use client';

import { Files, X } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import type { NodeName } from '../../../protocol/node.ts';
import type { ToolProps } from '../workspace/tools.ts';
import { wishFor } from '../workspace/wishes.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { CodePane } from './code-pane.tsx';
import { DocBanner } from './doc-banner.tsx';
import { DocTabs } from './doc-tabs.tsx';
import { openSession } from './editor-session.ts';
import styles from './editor-tool.module.css';
import { fileApi } from './file-api.ts';
import { takeWish, upload } from './file-acts.ts';
import { FileTree } from './file-tree.tsx';
import { modelBuffer } from './monaco/model-buffer.ts';
import { Questions } from './questions.tsx';
import { loadMonaco, SessionProvider, useDocs, useEditorState, useSession, type Session } from './session-context.ts';
import { StatusLine } from './status-line.tsx';
import { TreeActions } from './tree-actions.tsx';
import { parentOf } from './tree-model.ts';
import { droppedFiles, isArchive } from './uploads.ts';

/** The learner's files: a tree, and an editor for what is opened in it. */
export function EditorTool({ isVisible }: ToolProps) {
  const { machine, node } = useWorkspace();
  const leaseId = machine.lease?.id;
  if (leaseId === undefined) return null;
  return <Editor key={`${leaseId} ${node}`} leaseId={leaseId} node={node} isVisible={isVisible} />;
}

interface EditorProps extends ToolProps {
  readonly leaseId: string;
  readonly node: NodeName;
}

function Editor({ leaseId, node, isVisible }: EditorProps) {
  const { editors } = useWorkspace();
  const [session] = useState(() =>
    editors.of(leaseId, node, () =>
      openSession(fileApi(leaseId, node), leaseId, node, async (path, text) =>
        modelBuffer(await loadMonaco(), node, path, text),
      ),
    ),
  );
  useEffect(() => session.start(), [session]);
  useEffect(() => {
    void loadMonaco();
  }, []);
  return (
    <SessionProvider value={session}>
      <Panes leaseId={leaseId} node={node} isVisible={isVisible} />
      <Questions />
    </SessionProvider>
  );
}

function Panes({ leaseId, node, isVisible }: EditorProps) {
  const session = useSession();
  const { active, progress, problem } = useEditorState();
  const docs = useDocs();
  const doc = docs.find(({ path }) => path === active);
  /** Only of meaning where the tree lies over the text. */
  const [isDrawerOpen, setIsDrawerOpen] = useState(active === null);
  const [shown, setShown] = useState(active);
  if (shown !== active) {
    setShown(active);
    setIsDrawerOpen(active === null);
  }
  const [dropFolder, setDropFolder] = useState<string | null>(null);
  useWishes(session, leaseId, node, () => setIsDrawerOpen(false));

  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setDropFolder(folderAt(event.target));
  };
  const onDrop = (event: DragEvent): void => {
    setDropFolder(null);
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    const folder = folderAt(event.target);
    void session.attempt(async () => {
      const found = await droppedFiles(event.dataTransfer, folder);
      const [only] = found;
      if (only !== undefined && found.length === 1 && isArchive(only.file.name))
        session.change({ question: { kind: 'unpack', folder, upload: only } });
      else await upload(session, found);
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    if (active !== null) void session.docs.save(active);
  };

  return (
    <div
      className={styles['editor']}
      data-drawer={isDrawerOpen}
      data-dropping={dropFolder !== null}
      onDragOver={onDragOver}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropFolder(null);
      }}
      onDrop={onDrop}
      onKeyDown={onKeyDown}
    >
      <div className={styles['panes']}>
        <section className={styles['side']} aria-label="Files">
          <TreeActions />
          <FileTree dropFolder={dropFolder} onOpened={() => setIsDrawerOpen(false)} />
        </section>
        <section className={styles['main']} aria-label="Open files">
          <div className={styles['top']}>
            <button
              type="button"
              className={styles['drawerButton']}
              aria-expanded={isDrawerOpen}
              onClick={() => setIsDrawerOpen(!isDrawerOpen)}
            >
              <Files size={16} aria-hidden="true" /> Files
            </button>
            <DocTabs docs={docs} active={active} />
          </div>
          {doc === undefined ? null : <DocBanner doc={doc} />}
          <CodePane doc={doc} isVisible={isVisible} />
          {doc === undefined ? null : <StatusLine doc={doc} />}
        </section>
      </div>
      {progress === null ? null : (
        <p className={styles['strip']} role="status">
          {progress}
        </p>
      )}
      {problem === null ? null : (
        <div className={styles['strip']} data-kind="problem" role="alert">
          <span>{problem}</span>
          <button type="button" onClick={() => session.change({ problem: null })} aria-label="Close this message">
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}

/** Does what the lesson's text wishes of this machine, each wish once: also when the editor is made anew for it. */
function useWishes(session: Session, leaseId: string, node: string, onTaken: () => void): void {
  const { fileWish, takeFileWish } = useWorkspace();
  const wish = wishFor(fileWish, leaseId, node);
  const taken = useRef<typeof wish>(null);
  useEffect(() => {
    if (wish === null || wish === taken.current) return;
    taken.current = wish;
    takeFileWish(wish);
    onTaken();
    void takeWish(session, wish.what);
  });
}

/** The folder of the line that something is dropped on; the home elsewhere. */
function folderAt(target: EventTarget): string {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-path]') : null;
  if (row === null) return '';
  const path = row.dataset['path'] ?? '';
  return row.dataset['kind'] === 'folder' ? path : parentOf(path);
}
