import { useCallback, useMemo, useState } from 'react';
import type { NodeName } from '../../../protocol/node.ts';
import type { PublishedPort } from '../../../protocol/preview.ts';
import { useEditors } from '../editor/use-editors.ts';
import type { Machine } from '../machine/use-machine.ts';
import type { RunOptions } from '../terminal/run-request.ts';
import { announcementOf } from '../preview/announcement.ts';
import { usePublishedPorts } from '../preview/use-published-ports.ts';
import type { ToolId } from './tools.ts';
import { useIsNarrow } from './use-is-narrow.ts';
import { withoutWish, type Wish } from './wishes.ts';
import type { FileWish, Workspace } from './workspace-context.tsx';

interface Parts {
  readonly machine: Machine;
  /** Default: no lesson. */
  readonly lesson?: Workspace['lesson'];
  /** Default: not free play. */
  readonly play?: Workspace['play'];
  readonly takesKey: (event: KeyboardEvent) => boolean;
  readonly isScreenReader: boolean;
  readonly run: (command: string, options?: RunOptions) => void;
  /** A tool was asked for; on a small screen its pane must come to the front. */
  readonly onShow: (tool: ToolId) => void;
}

export interface WorkspaceState {
  readonly workspace: Workspace;
  /** The last sentence for screen readers. */
  readonly said: string;
}

/** The state that the tools share: which are on the screen, and what they ask of each other. */
export function useWorkspaceState(parts: Parts): WorkspaceState {
  const { machine, lesson = null, play = null, takesKey, isScreenReader, run, onShow } = parts;
  const [places, setPlaces] = useState<Places>({ front: 'terminal', beside: null });
  const [wantedNode, showNode] = useState<NodeName>('main');
  // One that was taken away is nothing to work with.
  const node = machine.lease?.nodes.some((one) => one.node === wantedNode) === true ? wantedNode : 'main';
  const leaseId = machine.lease?.id ?? null;
  const editors = useEditors(machine);
  const isNarrow = useIsNarrow();
  const { front } = places;
  // Where there is room for one, the second waits for a wider window.
  const beside = isNarrow ? null : places.beside;
  const [fileWish, setFileWish] = useState<Workspace['fileWish']>(null);
  const [previewWish, setPreviewWish] = useState<Workspace['previewWish']>(null);
  const [said, announce] = useState('');

  const show = useCallback(
    (tool: ToolId, place: 'front' | 'beside' = 'front') => {
      setPlaces((now) => (isNarrow ? onlyOne(now, tool) : placesAfter(now, tool, place)));
      onShow(tool);
    },
    [onShow, isNarrow],
  );
  const closeBeside = useCallback(() => setPlaces(({ front: kept }) => ({ front: kept, beside: null })), []);
  const openFile = useCallback(
    (path: string, content?: string) => {
      const what = { path, ...(content === undefined ? {} : { content }) };
      if (leaseId !== null) setFileWish({ leaseId, node: 'main', what });
      show('editor');
    },
    [show, leaseId],
  );
  const openPreview = useCallback(
    (port: number) => {
      if (leaseId !== null) setPreviewWish({ leaseId, node, what: port });
      show('preview', 'beside');
    },
    [show, leaseId, node],
  );
  const takeFileWish = useCallback((taken: Wish<FileWish>) => setFileWish((now) => withoutWish(now, taken)), []);
  const takePreviewWish = useCallback((taken: Wish<number>) => setPreviewWish((now) => withoutWish(now, taken)), []);

  const onNewPorts = useCallback((fresh: readonly PublishedPort[]) => announce(announcementOf(fresh)), []);
  const ports = usePublishedPorts(isThere(machine, node) ? leaseId : null, node, onNewPorts);

  const workspace = useMemo<Workspace>(
    () => ({
      ...{ machine, lesson, play, node, showNode, front, beside, show, closeBeside, takesKey, isScreenReader, run },
      ...{ openFile, fileWish, takeFileWish, openPreview, previewWish, takePreviewWish, editors, ports, announce },
    }),
    [
      machine,
      lesson,
      play,
      node,
      front,
      beside,
      show,
      closeBeside,
      takesKey,
      isScreenReader,
      run,
      openFile,
      fileWish,
      takeFileWish,
      openPreview,
      previewWish,
      takePreviewWish,
      editors,
      ports,
    ],
  );
  return { workspace, said };
}

function isThere({ phase, lease }: Machine, node: NodeName): boolean {
  const state = lease?.nodes.find((one) => one.node === node)?.state;
  return phase === 'live' && (state === 'ready' || state === 'unwell');
}

interface Places {
  readonly front: ToolId;
  readonly beside: ToolId | null;
}

/** On a small screen every tool comes to the front. */
export function onlyOne({ front, beside }: Places, tool: ToolId): Places {
  return { front: tool, beside: tool === beside ? front : beside };
}

/** Where the tools are after one was asked for. One that is on the screen already stays where it is. */
export function placesAfter({ front, beside }: Places, tool: ToolId, place: 'front' | 'beside'): Places {
  if (place === 'beside') {
    if (tool === front) return beside === null ? { front, beside } : { front: beside, beside: tool };
    return { front, beside: tool };
  }
  return tool === beside ? { front, beside } : { front: tool, beside };
}
