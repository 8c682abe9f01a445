'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { LeaseView } from '../../../protocol/site.ts';
import { LifeWarning } from '../../_components/machine/life-warning.tsx';
import { useMachine } from '../../_components/machine/use-machine.ts';
import { SiteHeader } from '../../_components/site-header.tsx';
import type { RunOptions } from '../../_components/terminal/run-request.ts';
import { useStored } from '../../_components/use-stored.ts';
import { PaneTabs } from '../../_components/workspace/pane-tabs.tsx';
import { usePageKeys } from '../../_components/workspace/use-page-keys.ts';
import { useWorkspaceState } from '../../_components/workspace/use-workspace-state.ts';
import { WorkArea, type WorkAreaHandle } from '../../_components/workspace/work-area.tsx';
import { WorkspaceProvider } from '../../_components/workspace/workspace-context.tsx';
import type { Theme } from '../../theme.ts';
import styles from './play-workspace.module.css';

interface PlayWorkspaceProps {
  readonly title: string;
  readonly lease: LeaseView | null;
  /** How many machines there were the last time. */
  readonly nodes: number;
  readonly theme: Theme;
}

/** The work area of a lesson without the lesson, over the whole width. */
export function PlayWorkspace({ title, lease, nodes: before, theme }: PlayWorkspaceProps) {
  const [nodes, choose] = useState(before);
  const machine = useMachine('play', lease, noPasses, nodes);
  const [isScreenReader] = useStored('slipway.screen-reader');
  const work = useRef<WorkAreaHandle>(null);
  const header = useRef<HTMLDivElement>(null);
  const takesKey = usePageKeys({
    nextPlace: (from) => {
      if (from === 'text') work.current?.focus();
      else if (from === 'beside' || work.current?.focus('beside') !== true)
        header.current?.querySelector<HTMLElement>('a')?.focus();
    },
    step: () => undefined,
  });
  const run = useCallback((command: string, options?: RunOptions) => {
    if (work.current?.run(command, options) !== true) requestAnimationFrame(() => work.current?.focus());
  }, []);
  const play = useMemo(() => ({ nodes, choose }), [nodes]);
  const onShow = useCallback(() => undefined, []);
  const { workspace, said } = useWorkspaceState({ machine, play, takesKey, isScreenReader, run, onShow });
  return (
    <WorkspaceProvider value={workspace}>
      <div className={styles['workspace']}>
        <div ref={header}>
          <SiteHeader theme={theme} trail={[{ title }]}>
            {null}
          </SiteHeader>
        </div>
        <LifeWarning machine={machine} />
        <main id="main" className={styles['main']}>
          <h1 className="for-readers">{title}</h1>
          <PaneTabs
            hasText={false}
            pane={workspace.front}
            onPane={(pane) => {
              if (pane !== 'text') workspace.show(pane);
              requestAnimationFrame(() => work.current?.focus());
            }}
            newlyPassed={0}
            phase={machine.phase}
          />
          <WorkArea ref={work} onAttached={onShow} />
        </main>
        <p className="for-readers" role="status" aria-live="polite">
          {said}
        </p>
      </div>
    </WorkspaceProvider>
  );
}

const noPasses: readonly string[] = [];
