import type { TypedAction } from '../protocol/typing.ts';
import type { LessonProblem, Step } from './course.ts';
import { nearest } from './nearest.ts';
import { readScript } from './prove/read-script.ts';

/** What `solution.sh` types in each step of its lesson, in the order of the steps; in some steps nothing. */
export interface Solution {
  /** As many as the lesson has steps; none when there is a problem. */
  readonly parts: readonly SolutionPart[];
  /** Why there are none: then nobody can jump to a step of this lesson. */
  readonly problem: LessonProblem | null;
}

export interface SolutionPart {
  readonly step: string;
  readonly typed: readonly TypedAction[];
}

/**
 * Divides the text of a `solution.sh` by the steps of its lesson. Lines `#: step ID` say where each begins: in the order
 * of the lesson, each at most once, the first before anything is typed. Never throws: what is wrong is in `problem`.
 */
export function divideSolution(text: string, file: string, steps: readonly Step[]): Solution {
  try {
    const { parts } = readScript(text);
    const known = steps.map(({ id }) => id);
    let last = -1;
    for (const { step, line, actions } of parts) {
      if (step === undefined)
        throw new Error(`line ${line}: this belongs to no step; put a line "#: step ${known[0] ?? 'ID'}" above it`);
      const index = known.indexOf(step);
      if (index === -1) throw new Error(`line ${line}: ${unknown(step, known)}`);
      if (index === last) throw new Error(`line ${line}: step "${step}" is named twice`);
      if (index < last)
        throw new Error(`line ${line}: step "${step}" comes before "${known[last] ?? ''}" in the lesson`);
      last = index;
      const due = steps.slice(0, index + 1).flatMap(({ checks }) => checks);
      for (const action of actions)
        if (action.kind === 'until' && !due.includes(action.check))
          throw new Error(
            `line ${action.line}: no check "${action.check}" stands in step "${step}" or before it; there are: ${due.join(', ') || 'none'}`,
          );
    }
    return {
      parts: known.map((step) => ({ step, typed: parts.find((part) => part.step === step)?.actions ?? [] })),
      problem: null,
    };
  } catch (error) {
    const [, line, message = ''] = /^line (\d+): (.*)$/s.exec(error instanceof Error ? error.message : '') ?? [];
    return {
      parts: [],
      problem: {
        file,
        line: line === undefined ? undefined : Number(line),
        column: undefined,
        message: line === undefined ? String(error) : message,
      },
    };
  }
}

function unknown(step: string, known: readonly string[]): string {
  const guess = nearest(step, known);
  return `the lesson has no step "${step}".${guess === undefined ? '' : ` Did you mean "${guess}"?`} There are: ${known.join(', ')}`;
}
