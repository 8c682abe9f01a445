'use client';

import { PanelBottom, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useImperativeHandle, useRef, useState, type ComponentType, type Ref } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { NodeName } from '../../../protocol/node.ts';
import { MachineBar } from '../machine/machine-bar.tsx';
import { MachineCover } from '../machine/machine-cover.tsx';
import { PreviewMark } from '../preview/preview-mark.tsx';
import { TransportNotice } from '../socket/transport-notice.tsx';
import type { RunOptions } from '../terminal/run-request.ts';
import type { TerminalsHandle } from '../terminal/terminals-tool.tsx';
import { Inside, Place, useMovable } from './tool-places.tsx';
import { useNodeRuns } from './use-node-runs.ts';
import { usePickedNode } from './use-picked-node.ts';
import { toolIds, toolLabels, type ToolId, type ToolProps } from './tools.ts';
import icon from '../icon-button.module.css';
import styles from './work-area.module.css';
import { useWorkspace } from './workspace-context.tsx';

/** Heavy, all of them: loaded when they are first opened; the terminal when it is clear that a machine is wanted. */
const LateTerminals = dynamic(() => import('../terminal/terminals-tool.tsx').then((m) => m.TerminalsTool), {
  ssr: false,
});
// Lessons with a single machine go without them.
const NodeSwitch = dynamic(() => import('./node-switch.tsx').then((m) => m.NodeSwitch));
const NodeCover = dynamic(() => import('./node-cover.tsx').then((m) => m.NodeCover));
const lateTools: Readonly<Record<Exclude<ToolId, 'terminal'>, ComponentType<ToolProps>>> = {
  editor: dynamic(() => import('../editor/editor-tool.tsx').then((m) => m.EditorTool), {
    ssr: false,
    loading: Loading,
  }),
  preview: dynamic(() => import('../preview/preview-tool.tsx').then((m) => m.PreviewTool), {
    ssr: false,
    loading: Loading,
  }),
  picture: dynamic(() => import('../picture/picture-tool.tsx').then((m) => m.PictureTool), {
    ssr: false,
    loading: Loading,
  }),
};

export interface WorkAreaHandle {
  /** To a tool, or to what stands in its place. False: there is none. */
  focus(place?: 'front' | 'beside'): boolean;
  /** Types a command, each of its lines at the prompt. False: there is no machine. */
  run(command: string, options?: RunOptions): boolean;
}

interface WorkAreaProps {
  readonly ref: Ref<WorkAreaHandle>;
  readonly onAttached: (isAttached: boolean) => void;
}

/** The learner's machine: its state, the tools for it, one in front and maybe a second below, or why there is none. */
export function WorkArea({ ref, onAttached }: WorkAreaProps) {
  const { machine, node, front, beside, show, closeBeside } = useWorkspace();
  const terminalsOf = useRef(new Map<NodeName, TerminalsHandle>());
  const area = useRef<HTMLDivElement>(null);
  const isLive = machine.phase === 'live';
  const hosts: Readonly<Record<ToolId, HTMLDivElement | null>> = {
    terminal: useMovable(),
    editor: useMovable(),
    preview: useMovable(),
    picture: useMovable(),
  };
  const [opened, setOpened] = useState<ReadonlySet<ToolId>>(new Set(['terminal']));
  const [isPrepared, setIsPrepared] = useState(false);
  if (!isPrepared && (isLive || machine.phase === 'starting')) setIsPrepared(true);
  const prepare = (): void => setIsPrepared(true);
  // A node's terminals are made when it is first looked at, and kept until it is taken away.
  const there = machine.lease?.nodes ?? [];
  const [seenNodes, setSeenNodes] = useState<ReadonlySet<NodeName>>(new Set<NodeName>(['main']));
  if (!seenNodes.has(node)) setSeenNodes(new Set([...seenNodes, node]));
  const openedNodes: readonly NodeName[] = [
    'main',
    ...there.flatMap((one) => (one.node !== 'main' && seenNodes.has(one.node) ? [one.node] : [])),
  ];
  const nodeState = there.find((one) => one.node === node)?.state;
  const isNodeThere = nodeState === 'ready' || nodeState === 'unwell';
  const onScreen = [front, ...(beside === null ? [] : [beside])];
  if (onScreen.some((tool) => !opened.has(tool))) setOpened(new Set([...opened, ...onScreen]));

  const onPicked = usePickedNode(node, isNodeThere, () => {
    if (onScreen.includes('terminal')) terminalsOf.current.get(node)?.focus();
  });
  const nodeRuns = useNodeRuns(terminalsOf);
  useImperativeHandle(ref, () => ({
    focus(place = 'front') {
      const tool = place === 'front' ? front : beside;
      if (tool === null || (place === 'beside' && !isLive)) return false;
      const host = hosts[tool];
      const cover = area.current?.querySelector<HTMLElement>('[data-cover]') ?? null;
      if (cover !== null) cover.querySelector<HTMLElement>('button')?.focus();
      else if (tool === 'terminal') terminalsOf.current.get(node)?.focus();
      else
        (
          host?.querySelector<HTMLElement>('[data-first-focus]') ??
          host?.querySelector<HTMLElement>('button, a[href], input, [tabindex]:not([tabindex="-1"])')
        )?.focus();
      return true;
    },
    run(command, options) {
      if (!onScreen.includes('terminal')) show('terminal');
      return nodeRuns.run(command, options);
    },
  }));

  return (
    <div className={styles['area']} ref={area}>
      <div className={styles['top']}>
        <div className={styles['tabs']} role="tablist" aria-label="Tools">
          {toolIds.map((tool) => (
            <button
              key={tool}
              type="button"
              role="tab"
              id={`tool-tab-${tool}`}
              className={styles['tab']}
              aria-selected={tool === front}
              data-beside={tool === beside}
              onClick={() => show(tool)}
            >
              {toolLabels[tool]}
              {tool === 'preview' ? <PreviewMark /> : null}
            </button>
          ))}
        </div>
        {front === 'terminal' ? null : (
          <button
            type="button"
            className={`${icon['icon']} ${styles['below']}`}
            onClick={() => {
              const moved = front;
              show('terminal');
              show(moved, 'beside');
            }}
            aria-label={`Show ${toolLabels[front]} below the terminal`}
            title={`Show ${toolLabels[front]} below the terminal`}
          >
            <PanelBottom size={16} aria-hidden="true" />
          </button>
        )}
        <MachineBar machine={machine} />
      </div>
      {machine.lease?.isNumbered === true ? <NodeSwitch onPicked={onPicked} /> : null}
      <TransportNotice />
      <div className={styles['stage']}>
        <Group orientation="vertical" id="work-split" className={styles['group'] ?? ''}>
          <Panel id="front" minSize="20%" className={styles['panel'] ?? ''}>
            <div
              role="tabpanel"
              aria-labelledby={`tool-tab-${front}`}
              data-page-place="front"
              className={styles['fill']}
            >
              <Place element={hosts[front]} />
            </div>
          </Panel>
          {beside === null ? null : (
            <>
              <Separator className={styles['separator'] ?? ''} aria-label="Height of the tool below" />
              <Panel id="beside" defaultSize="45%" minSize="15%" className={styles['panel'] ?? ''}>
                <div className={styles['besideTop']}>
                  <span>{toolLabels[beside]}</span>
                  <button
                    type="button"
                    className={icon['icon']}
                    onClick={closeBeside}
                    aria-label={`Close ${toolLabels[beside]}`}
                  >
                    <X size={16} aria-hidden="true" />
                  </button>
                </div>
                <div data-page-place="beside" className={styles['fill']}>
                  <Place element={hosts[beside]} />
                </div>
              </Panel>
            </>
          )}
        </Group>
        {isLive ? null : (
          <div data-cover data-page-place="front" onPointerEnter={prepare} onFocus={prepare}>
            <MachineCover machine={machine} />
          </div>
        )}
        {machine.lease?.isNumbered === true ? <NodeCover /> : null}
      </div>
      {isPrepared ? (
        <Inside element={hosts.terminal}>
          {openedNodes.map((one) => (
            <div key={one} className={styles['fill']} hidden={one !== node}>
              <LateTerminals
                ref={(handle) => {
                  if (handle === null) {
                    terminalsOf.current.delete(one);
                    return;
                  }
                  terminalsOf.current.set(one, handle);
                  nodeRuns.isThere(one, handle);
                }}
                node={one}
                isVisible={one === node && onScreen.includes('terminal')}
                onAttached={one === node ? onAttached : ignore}
              />
            </div>
          ))}
        </Inside>
      ) : null}
      {(['editor', 'preview', 'picture'] as const).map((tool) => {
        const Tool = lateTools[tool];
        return opened.has(tool) && isLive && isNodeThere ? (
          <Inside key={tool} element={hosts[tool]}>
            <Tool key={node} isVisible={onScreen.includes(tool)} />
          </Inside>
        ) : null;
      })}
    </div>
  );
}

const ignore = (): void => undefined;

function Loading() {
  return (
    <p className={styles['loading']} role="status">
      Loading…
    </p>
  );
}
