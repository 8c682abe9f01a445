'use client';

import { Keyboard } from 'lucide-react';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels';
import type { LeaseView } from '../../../../../protocol/site.ts';
import button from '../../../../_components/button.module.css';
import { SiteHeader } from '../../../../_components/site-header.tsx';
import type { Theme } from '../../../../theme.ts';
import { Announcer } from './announcer.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LessonProvider, type LessonCheck, type LessonContext, type LessonStep } from './lesson-context.tsx';
import styles from './lesson-workspace.module.css';
import { MachinePane, type MachinePaneHandle } from './machine-pane.tsx';
import { PaneTabs, type Pane } from './pane-tabs.tsx';
import { rememberSplit } from './split.ts';
import { LessonEnd, StepDots, StepNav } from './step-nav.tsx';
import { useMachine } from './use-machine.ts';
import { usePageKeys } from './use-page-keys.ts';
import { useStored } from './use-stored.ts';
import { useSteps } from './use-steps.ts';

export interface LessonWorkspaceProps {
  readonly lesson: {
    readonly id: string;
    readonly title: string;
    readonly steps: readonly LessonStep[];
    readonly checks: readonly LessonCheck[];
  };
  readonly course: { readonly href: string; readonly title: string };
  readonly next: { readonly href: string; readonly title: string } | null;
  readonly lease: LeaseView | null;
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
  const [isScreenReader, setIsScreenReader] = useStored('slipway.screen-reader');
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const machinePane = useRef<MachinePaneHandle>(null);
  const text = useRef<HTMLDivElement>(null);

  const showPane = useCallback((wanted: Pane) => {
    setPane(wanted);
    // After the pane is on the screen.
    requestAnimationFrame(() =>
      wanted === 'machine' ? machinePane.current?.focus() : text.current?.focus({ preventScroll: true }),
    );
  }, []);
  const goBy = (by: number): void => {
    const target = lesson.steps[lesson.steps.findIndex(({ id }) => id === currentStep) + by];
    if (target !== undefined) goTo(target.id);
  };
  const takesKey = usePageKeys({
    help: () => setIsHelpOpen(true),
    otherPane: (isInMachine) => showPane(isInMachine ? 'text' : 'machine'),
    step: goBy,
  });
  const run = useCallback((command: string) => {
    setPane('machine');
    if (machinePane.current?.run(command) !== true) requestAnimationFrame(() => machinePane.current?.focus());
  }, []);

  const checks = useMemo(() => new Map(lesson.checks.map((check) => [check.id, check])), [lesson.checks]);
  const { passed: passedNow, results, phase } = machine;
  const context = useMemo<LessonContext>(
    () => ({
      steps: lesson.steps,
      checks,
      currentStep,
      goTo,
      passed: passedNow,
      results,
      phase,
      canRun: isAttached,
      run,
    }),
    [lesson.steps, checks, currentStep, goTo, passedNow, results, phase, isAttached, run],
  );

  return (
    <LessonProvider value={context}>
      <div className={styles['workspace']}>
        <SiteHeader theme={theme} trail={[course, { title: lesson.title }]}>
          <StepDots />
          <button
            type="button"
            className={`${button['button']} ${button['quiet']} ${styles['help']}`}
            onClick={() => setIsHelpOpen(true)}
            aria-label="Keys and help"
            title="Keys and help (?)"
          >
            <Keyboard size={18} aria-hidden="true" />
          </button>
        </SiteHeader>
        <main id="main" className={styles['main']} data-pane={pane}>
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
                <div className={styles['prose']}>{children}</div>
                <LessonEnd />
              </div>
              <StepNav next={next} course={course} />
            </Panel>
            <Separator className={styles['separator'] ?? ''} aria-label="Width of text and machine" />
            <Panel id="machine" minSize="20rem" className={styles['machinePanel'] ?? ''}>
              <MachinePane
                ref={machinePane}
                machine={machine}
                isScreenReader={isScreenReader}
                takesKey={takesKey}
                onAttached={setIsAttached}
              />
            </Panel>
          </Group>
        </main>
        <Announcer ids={machine.newlyPassed} checks={checks} />
        {isHelpOpen ? (
          <KeysDialog
            isScreenReader={isScreenReader}
            onScreenReader={setIsScreenReader}
            onClose={() => setIsHelpOpen(false)}
          />
        ) : null}
      </div>
    </LessonProvider>
  );
}
