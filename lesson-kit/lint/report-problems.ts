import { relative } from 'node:path';
import { VFile } from 'vfile';
import { reporter } from 'vfile-reporter';
import type { LessonProblem } from '../course.ts';

/** `problems` as a person reads them in a terminal, by file with line and column; files are named from `from`. */
export function reportProblems(problems: readonly LessonProblem[], from: string, hasColor: boolean): string {
  const files = new Map<string, VFile>();
  for (const { file, line, column, message } of problems) {
    const path = relative(from, file);
    const known = files.get(file) ?? new VFile({ path: path.startsWith('../../..') || path === '' ? file : path });
    files.set(file, known);
    const place = line === undefined ? undefined : { line, column: column ?? 1 };
    // "Fatal" is what vfile calls an error; anything less is a warning.
    known.message(message, place === undefined ? undefined : { place }).fatal = true;
  }
  return reporter([...files.values()], { color: hasColor });
}
