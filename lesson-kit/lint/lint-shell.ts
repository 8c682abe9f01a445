import { spawn } from 'node:child_process';
import type { Root } from 'mdast';
import type { Lesson, LessonProblem } from '../course.ts';
import { codeBlocks } from './code-blocks.ts';
import type { LessonSource } from './lesson-source.ts';

const bashMs = 10_000;
const maxOutputChars = 10_000;

/**
 * Do the commands of `run` blocks and of `setup` parse? Nothing is run. A block with `inside` is for another program,
 * whose language is not known, and not looked at.
 */
export async function lintShell(lesson: Lesson, tree: Root, source: LessonSource): Promise<LessonProblem[]> {
  const problems: LessonProblem[] = [];
  for (const { text, fence, line } of codeBlocks(tree)) {
    if (fence.kind !== 'run' || fence.isInside === true) continue;
    const wrong = await parseShell(text);
    if (wrong !== undefined)
      problems.push({
        file: lesson.file,
        line: line + wrong.line - 1,
        column: undefined,
        message: `this run block is not a shell command: ${wrong.message}. Correct it, or use "run inside" if it is for another program`,
      });
  }
  for (const [i, command] of lesson.setup.entries()) {
    const wrong = await parseShell(command);
    if (wrong !== undefined)
      problems.push(source.at(['setup', i], `setup[${i}] is not a shell command: ${wrong.message}. Correct it`));
  }
  return problems;
}

/** What `bash -n`, which reads and doesn't run, says of `text`, and in which line of it. Undefined: it is sound. */
export async function parseShell(text: string): Promise<{ line: number; message: string } | undefined> {
  // Without our environment, for BASH_ENV names a file that even this bash would run; Next's types demand NODE_ENV.
  const child = spawn('bash', ['--noprofile', '--norc', '-n'], {
    env: { LC_ALL: 'C', NODE_ENV: 'production' },
    timeout: bashMs,
    killSignal: 'SIGKILL',
  });
  child.stdout.resume();
  let said = '';
  child.stderr.on('data', (part: Buffer) => {
    if (said.length < maxOutputChars) said += part.toString();
  });
  child.stdin.on('error', () => undefined).end(`${text}\n`);
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (error: Error) => resolve(`bash can't be started: ${error.message}`));
    child.on('close', (exit, signal) => resolve(exit ?? `bash was ended by ${String(signal)}`));
  });
  if (code === 0 && said === '') return undefined;
  if (typeof code === 'string') return { line: 1, message: code };
  const [, line, message] = /line (\d+): (.*)/.exec(said) ?? [];
  const lines = text.split('\n').length;
  return {
    line: Math.min(Number(line ?? 1), lines),
    message: (message ?? said.trim()).replace(/^(?:syntax error: )?/, ''),
  };
}
