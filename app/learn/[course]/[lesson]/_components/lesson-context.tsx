'use client';

import { createContext, useContext } from 'react';
import type { CheckResult } from '../../../../../protocol/checks.ts';
import type { Question } from '../../../../question.ts';
import type { RunOptions } from '../../../../_components/terminal/run-request.ts';
import type { MachinePhase } from '../../../../_components/machine/machine-state.ts';

export interface LessonStep {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly string[];
  /** Are there commands that solve it? They are asked for when the learner wants them. */
  readonly isSolved: boolean;
}

export interface LessonCheck {
  readonly id: string;
  readonly title: string;
  readonly after: string | null;
  /** What the learner is asked, where the check is a question. */
  readonly question: Question | null;
}

/** What was copied from the output of commands of a solution. With another machine there is another, empty one. */
export interface Clipboard {
  /** Whose output it is; null: no machine runs. */
  readonly lease: string | null;
  readonly lines: Map<string, string>;
}

/** What the parts of a lesson's text need to know of the page around them. */
export interface LessonContext {
  /** `course/lesson`. */
  readonly id: string;
  /** Of the machine that runs; null: none does. */
  readonly lease: string | null;
  /** A result that came as an answer to this page. */
  readonly noteResult: (result: CheckResult) => void;
  readonly steps: readonly LessonStep[];
  readonly checks: ReadonlyMap<string, LessonCheck>;
  readonly currentStep: string;
  readonly goTo: (step: string) => void;
  readonly passed: ReadonlySet<string>;
  readonly results: ReadonlyMap<string, CheckResult>;
  readonly phase: MachinePhase;
  /** Is there a terminal that takes a command now? */
  readonly canRun: boolean;
  /** Types a command into a terminal, each line at the prompt; without a machine it leads to where one is started. */
  readonly run: (command: string, options?: RunOptions) => void;
  readonly clipboard: Clipboard;
}

const Context = createContext<LessonContext | null>(null);
export const LessonProvider = Context.Provider;

export function useLesson(): LessonContext {
  const context = useContext(Context);
  if (context === null) throw new Error('a part of a lesson outside a lesson');
  return context;
}
