import type { NodeName } from '../../../protocol/node.ts';
import type { TypedLine } from '../../../protocol/typing.ts';

/** How far the commands of a code block are. */
export type RunState =
  | { readonly kind: 'waiting' }
  /** Line `line` of `of` has been typed, and `program` runs (empty: none is known). */
  | { readonly kind: 'running'; readonly line: number; readonly of: number; readonly program: string }
  | { readonly kind: 'done' }
  /** Nothing, or nothing more, was typed. */
  | { readonly kind: 'refused'; readonly why: string };

export interface RunOptions {
  /** The machine to type at, of several; it is shown. Without one, the first. */
  readonly node?: NodeName | undefined;
  /** Name of the terminal, which is opened if need be; without one, the terminal in front. */
  readonly terminal?: string | undefined;
  /** In a new terminal, because the one in front is busy. */
  readonly isElsewhere?: boolean | undefined;
  /** The lines are for a program that runs already, such as a shell in a container. */
  readonly isInside?: boolean | undefined;
  /** What is typed of a solution, instead of the lines of the command. It leaves the focus where it is. */
  readonly script?: ScriptRun | undefined;
  readonly onState?: ((state: RunState) => void) | undefined;
}

/** Lines of a solution: each is followed by what it says, a prompt or something in its output. */
export interface ScriptRun {
  readonly lines: readonly TypedLine[];
  /** Others of the same solution were typed just before, and left the terminal as these need it. */
  readonly isFollowing: boolean;
  /** They answer a program that waits for them, such as one that asks whether to go on. */
  readonly isAnswer: boolean;
  /** What was copied, by name. */
  readonly clipboard: Map<string, string>;
  /** Ends it before the next line. */
  readonly signal: AbortSignal;
}
