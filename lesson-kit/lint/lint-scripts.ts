import { join } from 'node:path';
import type { Lesson, LessonProblem } from '../course.ts';
import { LessonError } from '../lesson-error.ts';
import { maxLessonBytes, utf8 } from '../load-lesson.ts';
import { nearest } from '../nearest.ts';
import { problemWithFrom } from '../prove/beginning.ts';
import { readScript } from '../prove/read-script.ts';
import { wrongAttempts } from '../prove/wrong-attempts.ts';
import { readInside } from '../read-inside.ts';
import { lintTypedNodes } from './lint-nodes.ts';

/** Can solution.sh be divided by the steps, and does each wrong attempt say which of the checks it leaves red, and how? */
export async function lintScripts(lesson: Lesson): Promise<LessonProblem[]> {
  const problems: LessonProblem[] = [];
  const { problem, parts } = lesson.solution;
  const solution = join(lesson.dir, 'solution.sh');
  const isToDo = lesson.checks.some(({ kind }) => kind !== 'quiz' && kind !== 'answer');
  if (problem !== null) {
    if (isToDo || !problem.message.includes('there is no such file'))
      problems.push(
        problem.message.includes('there is no such file')
          ? { ...problem, message: 'there is no such file; it holds the commands that solve the lesson, step by step' }
          : problem,
      );
  } else if (isToDo && parts.every(({ typed }) => typed.length === 0)) {
    problems.push({
      file: solution,
      line: 1,
      column: undefined,
      message: 'types nothing; below "#: step ID" write what a learner types in that step',
    });
  }
  for (const file of await wrongAttempts(lesson.dir)) problems.push(...(await lintWrong(lesson, file)));
  return problems;
}

async function lintWrong(lesson: Lesson, file: string): Promise<LessonProblem[]> {
  const at = (line: number | undefined, message: string): LessonProblem[] => [
    { file, line, column: undefined, message },
  ];
  try {
    const text = utf8(await readInside(lesson.dir, file, maxLessonBytes), file);
    const { expectation, actions, parts } = readScript(text);
    if (expectation === undefined)
      return at(1, 'lacks "# check: ID" or "# found: TEXT": which check must be red, and what is then told');
    const named = parts.find(({ step }) => step !== undefined);
    if (named !== undefined) return at(named.line, '"#: step" is only for solution.sh; remove it');
    const ids = lesson.checks.map(({ id }) => id);
    if (!ids.includes(expectation.check)) {
      const guess = nearest(expectation.check, ids);
      return at(
        text.split('\n').findIndex((line) => /^#\s*check:/.test(line)) + 1,
        `speaks of check "${expectation.check}", which the lesson does not have;${guess === undefined ? '' : ` did you mean "${guess}"?`} there are: ${ids.join(', ') || 'none'}`,
      );
    }
    const from = expectation.from === undefined ? undefined : problemWithFrom(lesson, expectation.from);
    if (from !== undefined) return at(text.split('\n').findIndex((line) => /^#\s*from:/.test(line)) + 1, from);
    if (actions.length === 0 && expectation.answer === undefined)
      return at(1, 'types nothing, and answers nothing; write what a learner types who errs');
    return lintTypedNodes(lesson, actions, file);
  } catch (error) {
    if (error instanceof LessonError) return [...error.problems];
    const [, line, message] = /^line (\d+): (.*)$/s.exec(error instanceof Error ? error.message : '') ?? [];
    return at(line === undefined ? undefined : Number(line), message ?? String(error));
  }
}
