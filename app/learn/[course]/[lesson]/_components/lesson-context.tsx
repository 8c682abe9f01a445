'use client';

import { createContext, useContext } from 'react';
import type { CheckResult } from '../../../../../protocol/checks.ts';
import type { MachinePhase } from './machine-state.ts';

export interface LessonStep {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly string[];
}

export interface LessonCheck {
  readonly id: string;
  readonly title: string;
  readonly after: string | null;
}

/** What the parts of a lesson's text need to know of the page around them. */
export interface LessonContext {
  readonly steps: readonly LessonStep[];
  readonly checks: ReadonlyMap<string, LessonCheck>;
  readonly currentStep: string;
  readonly goTo: (step: string) => void;
  readonly passed: ReadonlySet<string>;
  readonly results: ReadonlyMap<string, CheckResult>;
  readonly phase: MachinePhase;
  /** Is there a terminal that takes a command now? */
  readonly canRun: boolean;
  /** Types a command and Enter into the terminal; without a machine it leads to where one is started. */
  readonly run: (command: string) => void;
}

const Context = createContext<LessonContext | null>(null);
export const LessonProvider = Context.Provider;

export function useLesson(): LessonContext {
  const context = useContext(Context);
  if (context === null) throw new Error('a part of a lesson outside a lesson');
  return context;
}
