'use client';

import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels';
import type { LeaseView } from '../../../../../protocol/site.ts';
import { inMinutes } from '../../../../_components/minutes.ts';
import { SiteHeader } from '../../../../_components/site-header.tsx';
import { usePageKeys } from '../../../../_components/workspace/use-page-keys.ts';
import { useWorkspaceState } from '../../../../_components/workspace/use-workspace-state.ts';
import { WorkArea, type WorkAreaHandle } from '../../../../_components/workspace/work-area.tsx';
import { WorkspaceProvider, type LessonPlace } from '../../../../_components/workspace/workspace-context.tsx';
import type { Theme } from '../../../../theme.ts';
import { Announcer } from './announcer.tsx';
import {
  LessonProvider,
  type Clipboard,
  type LessonCheck,
  type LessonContext,
  type LessonStep,
} from './lesson-context.tsx';
import styles from './lesson-workspace.module.css';
import { PaneTabs, type Pane } from '../../../../_components/workspace/pane-tabs.tsx';
import { rememberSplit } from './split.ts';
import { LessonEnd, StepDots, StepNav } from './step-nav.tsx';
import type { RunOptions } from '../../../../_components/terminal/run-request.ts';
import { LifeWarning } from '../../../../_components/machine/life-warning.tsx';
import { useMachine } from '../../../../_components/machine/use-machine.ts';
import { useStored } from '../../../../_components/use-stored.ts';
import { useSteps } from './use-steps.ts';

export interface LessonWorkspaceProps {
  readonly lesson: {
    readonly id: string;
    readonly title: string;
    readonly minutes: number;
    readonly steps: readonly LessonStep[];
    readonly checks: readonly LessonCheck[];
    /** Can one jump to its steps? */
    readonly canJump: boolean;
    readonly machines: number;
  };
  readonly course: { readonly href: string; readonly title: string };
  readonly next: { readonly href: string; readonly title: string } | null;
  readonly lease: LeaseView | null;
  readonly paused: LessonPlace['paused'];
  readonly passed: readonly string[];
  readonly step: string;
  readonly theme: Theme;
  readonly split: Layout;
  /** The lesson's text, made on the server. */
  readonly children: ReactNode;
}

/** Text left, machine right; under 900 px one of them at a time. */
export function LessonWorkspace({
  lesson,
  course,
  next,
  lease,
  paused,
  passed,
  step,
  theme,
  split,
  children,
}: LessonWorkspaceProps) {
  const machine = useMachine(lesson.id, lease, passed);
  const [currentStep, goTo] = useSteps(lesson.id, lesson.steps, step);
  const [pane, setPane] = useState<Pane>('text');
  const [isAttached, setIsAttached] = useState(false);
  const [isScreenReader] = useStored('slipway.screen-reader');
  const work = useRef<WorkAreaHandle>(null);
  const text = useRef<HTMLDivElement>(null);

  const goBy = (by: number): void => {
    const target = lesson.steps[lesson.steps.findIndex(({ id }) => id === currentStep) + by];
    if (target !== undefined) goTo(target.id);
  };
  const takesKey = usePageKeys({
    nextPlace: (from) => {
      if (from === 'text') showPane(workspace.front);
      else if (from === 'beside' || work.current?.focus('beside') !== true) showPane('text');
    },
    step: goBy,
  });
  const run = useCallback((command: string, options?: RunOptions) => {
    // Who came back to the text while a solution is typed stays there.
    if (options?.script?.isFollowing !== true) setPane('terminal');
    if (work.current?.run(command, options) !== true) requestAnimationFrame(() => work.current?.focus());
  }, []);
  const place = useMemo<LessonPlace>(() => {
    const index = Math.max(
      0,
      lesson.steps.findIndex(({ id }) => id === currentStep),
    );
    const { id = '', title = '' } = lesson.steps[index] ?? {};
    const { steps, canJump, machines } = lesson;
    return { steps, step: { id, title, number: index + 1 }, canJump, machines, paused, goTo };
  }, [lesson, currentStep, paused, goTo]);
  const { workspace, said } = useWorkspaceState({
    ...{ machine, takesKey, isScreenReader, run },
    lesson: place,
    onShow: setPane,
  });
  const { show } = workspace;
  const showPane = useCallback(
    (wanted: Pane) => {
      if (wanted === 'text') setPane('text');
      else show(wanted);
      // After the pane is on the screen.
      requestAnimationFrame(() =>
        wanted === 'text' ? text.current?.focus({ preventScroll: true }) : work.current?.focus(),
      );
    },
    [show],
  );

  const checks = useMemo(() => new Map(lesson.checks.map((check) => [check.id, check])), [lesson.checks]);
  const { passed: passedNow, results, phase, noteResult } = machine;
  const liveLease = phase === 'live' ? (machine.lease?.id ?? null) : null;
  const clipboard = useMemo<Clipboard>(() => ({ lease: liveLease, lines: new Map() }), [liveLease]);
  const context = useMemo<LessonContext>(
    () => ({
      id: lesson.id,
      lease: liveLease,
      noteResult,
      steps: lesson.steps,
      checks,
      currentStep,
      goTo,
      passed: passedNow,
      results,
      phase,
      canRun: isAttached,
      run,
      clipboard,
    }),
    [
      lesson.id,
      lesson.steps,
      liveLease,
      noteResult,
      checks,
      currentStep,
      goTo,
      passedNow,
      results,
      phase,
      isAttached,
      run,
      clipboard,
    ],
  );

  return (
    <LessonProvider value={context}>
      <WorkspaceProvider value={workspace}>
        <div className={styles['workspace']}>
          <SiteHeader theme={theme} trail={[course, { title: lesson.title }]}>
            <StepDots />
          </SiteHeader>
          <LifeWarning machine={machine} />
          <main id="main" className={styles['main']} data-pane={pane === 'text' ? 'text' : 'machine'}>
            {/* Outside the panes, of which one may be hidden. */}
            <h1 className="for-readers">{lesson.title}</h1>
            <PaneTabs pane={pane} onPane={showPane} newlyPassed={machine.newlyPassed.length} phase={phase} />
            <Group
              orientation="horizontal"
              id="lesson-split"
              defaultLayout={split}
              onLayoutChanged={rememberSplit}
              className={styles['group'] ?? ''}
            >
              <Panel id="text" minSize="22rem" className={styles['textPanel'] ?? ''}>
                <div
                  id="lesson-text"
                  ref={text}
                  tabIndex={-1}
                  className={styles['text']}
                  role="region"
                  aria-label="Lesson"
                  data-at={currentStep === lesson.steps[0]?.id ? 'first' : 'later'}
                >
                  <p className={styles['title']} aria-hidden="true">
                    {lesson.title}
                  </p>
                  <p className={styles['facts']}>
                    About {inMinutes(lesson.minutes)} · <a href={`/print/${lesson.id}`}>All on one page, to print</a>
                  </p>
                  <div className={styles['prose']}>{children}</div>
                  <LessonEnd />
                </div>
                <StepNav next={next} course={course} />
              </Panel>
              <Separator className={styles['separator'] ?? ''} aria-label="Width of text and machine" />
              <Panel id="machine" minSize="20rem" className={styles['machinePanel'] ?? ''}>
                <WorkArea ref={work} onAttached={setIsAttached} />
              </Panel>
            </Group>
          </main>
          <Announcer ids={machine.newlyPassed} checks={checks} said={said} />
        </div>
      </WorkspaceProvider>
    </LessonProvider>
  );
}
