'use client';

import { createContext, useContext } from 'react';
import type { NodeName } from '../../../protocol/node.ts';
import type { PublishedPort } from '../../../protocol/preview.ts';
import type { Editors } from '../editor/editors.ts';
import type { Machine } from '../machine/use-machine.ts';
import type { RunOptions } from '../terminal/run-request.ts';
import type { ToolId } from './tools.ts';
import type { Wish } from './wishes.ts';

/** Where in its lesson the learner is. */
export interface LessonPlace {
  readonly steps: readonly { readonly id: string; readonly title: string }[];
  readonly step: { readonly id: string; readonly title: string; readonly number: number };
  /** Does the lesson say how its steps begin? */
  readonly canJump: boolean;
  /** How many machines it is about. */
  readonly machines: number;
  /** The learner's other machines that can be gone on with. */
  readonly paused: readonly { readonly href: string; readonly title: string; readonly keptUntilMs: number }[];
  /** Shows the text of a step. */
  readonly goTo: (step: string) => void;
}

export interface FileWish {
  readonly path: string;
  readonly content?: string;
}

/** What the tools and the text around them share. */
export interface Workspace {
  readonly machine: Machine;
  /** null: a machine without a lesson. */
  readonly lesson: LessonPlace | null;
  /** Free play: how many machines are to be started. null: a lesson. */
  readonly play: { readonly nodes: number; readonly choose: (nodes: number) => void } | null;
  /** The node that the tools are about; `main` where there is only one. */
  readonly node: NodeName;
  readonly showNode: (node: NodeName) => void;
  readonly front: ToolId;
  readonly beside: ToolId | null;
  readonly show: (tool: ToolId, place?: 'front' | 'beside') => void;
  readonly closeBeside: () => void;
  /** Keys that belong to the page, also while a terminal or editor has the focus. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
  readonly isScreenReader: boolean;
  /** Types a command into a terminal, each line at the prompt; without a machine it leads to where one is started. */
  readonly run: (command: string, options?: RunOptions) => void;
  /**
   * Opens a file of the learner's home on the machine `main` in the editor; with `content`, writes it first, after asking
   * where it differs.
   */
  readonly openFile: (path: string, content?: string) => void;
  readonly fileWish: Wish<FileWish> | null;
  /** Who carries a wish out says so before: each is carried out once. */
  readonly takeFileWish: (taken: Wish<FileWish>) => void;
  /** Shows what a published port of `node` serves. */
  readonly openPreview: (port: number) => void;
  readonly previewWish: Wish<number> | null;
  readonly takePreviewWish: (taken: Wish<number>) => void;
  /** What the editor holds of each machine's files. */
  readonly editors: Editors;
  /** TCP ports that containers of `node` publish; null: not known. */
  readonly ports: readonly PublishedPort[] | null;
  /** Says a sentence to screen readers. */
  readonly announce: (sentence: string) => void;
}

const Context = createContext<Workspace | null>(null);
export const WorkspaceProvider = Context.Provider;

export function useWorkspace(): Workspace {
  const context = useContext(Context);
  if (context === null) throw new Error('a tool outside a workspace');
  return context;
}
