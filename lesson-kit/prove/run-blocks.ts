import { join } from 'node:path';
import type { Lesson } from '../course.ts';
import { lessonTree } from '../lesson-tree.ts';
import { codeBlocks } from '../lint/code-blocks.ts';
import { maxLessonBytes, utf8 } from '../load-lesson.ts';
import { readInside } from '../read-inside.ts';
import { wrongAttempts } from './wrong-attempts.ts';

export interface UntypedCommand {
  /** In the file of the lesson. */
  readonly line: number;
  readonly command: string;
}

/**
 * The lines of a lesson's `run` blocks that neither `solution.sh` nor a wrong attempt types, in the order of the text:
 * nobody has seen what they do. Empty lines and comments don't count.
 */
export async function untypedCommands(lesson: Lesson): Promise<UntypedCommand[]> {
  const files = [join(lesson.dir, 'solution.sh'), ...(await wrongAttempts(lesson.dir))];
  const texts = await Promise.all(files.map((file) => textOf(lesson, file)));
  const typed = new Set(texts.flatMap((text) => text.split('\n').map((line) => line.trim())));
  return codeBlocks(lessonTree(lesson.body, lesson.file))
    .filter(({ fence }) => fence.kind === 'run')
    .flatMap(({ text, line }) => text.split('\n').map((one, i) => ({ line: line + i, command: one.trim() })))
    .filter(({ command }) => command !== '' && !command.startsWith('#') && !typed.has(command));
}

/** What is wrong with them, for the author. */
export function untypedWords(lesson: Lesson, untyped: readonly UntypedCommand[]): string {
  return [
    'run blocks of the text with commands that nothing here types, so nobody knows what they do:',
    ...untyped.map(({ line, command }) => `    ${lesson.file}:${line}: ${command}`),
    'Type each in solution.sh, below "#: step ID" of its step, or in a wrong/*.sh where it is meant to fail; or make it "sh copy".',
  ].join('\n');
}

async function textOf(lesson: Lesson, file: string): Promise<string> {
  try {
    return utf8(await readInside(lesson.dir, file, maxLessonBytes), file);
  } catch {
    // That it is missing, or no text, is told elsewhere.
    return '';
  }
}
