import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { YAMLParseError } from 'yaml';
import { z } from 'zod';
import { classroomImages } from '../classroom-images.ts';
import { importLesson } from '../import/import-lesson.ts';
import { lintLessons } from '../lint/lint-lessons.ts';
import { reportProblems } from '../lint/report-problems.ts';
import { nextFolder, slugOf, writeFolder } from '../scaffold/write-lesson.ts';
import { UsageError, type Surroundings } from './surroundings.ts';

export const importUsage = `import FOLDER [--to FOLDER]   makes a lesson of a Katacoda or Killercoda scenario (index.json) or a Docker labspace (labspace.yaml)

  --to FOLDER        the course that it goes into, as its last lesson (default: the folder where you are)

Tells what could not be carried over, and what lint says of the result. Nothing of the scenario is run.`;

/** `lesson import`. */
export async function importForeign(args: string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { to: { type: 'string' } }, allowPositionals: true });
  const { cwd, checkout, lessonRoots, say, hasColor } = surroundings;
  const [from, ...more] = positionals;
  if (from === undefined || more.length > 0) throw new UsageError('Name one folder to import.');
  const imported = await importLesson(resolve(cwd, from)).catch((error: unknown) => {
    if (error instanceof z.ZodError) throw new UsageError(`${from} can't be imported:\n${z.prettifyError(error)}`);
    if (error instanceof SyntaxError || error instanceof YAMLParseError)
      throw new UsageError(`${from} can't be imported: ${error.message}`);
    throw error;
  });
  if (imported === undefined)
    throw new UsageError(`${from} has neither an index.json (Katacoda, Killercoda) nor a labspace.yaml (Docker).`);
  const dir = await nextFolder(resolve(cwd, values.to ?? '.'), slugOf(imported.title) ?? 'lesson');
  await writeFolder(dir, imported.files);
  say(
    `Made ${relative(cwd, dir) || dir}. Not carried over, or to be looked at:\n${imported.lost.map((line) => `  - ${line}`).join('\n')}`,
  );
  const { problems } = await lintLessons([dir], {
    images: await classroomImages(join(checkout, 'sandbox-runner/images')),
    linkRoots: lessonRoots,
  });
  if (problems.length === 0) return 0;
  say(reportProblems(problems, cwd, hasColor));
  return 1;
}
