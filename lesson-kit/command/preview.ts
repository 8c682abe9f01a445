import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withoutNumber } from '../folder-name.ts';
import { readTarget } from '../lint/lint-target.ts';
import { UsageError, type Surroundings } from './surroundings.ts';

export const previewUsage = `preview FOLDER         shows lessons in the browser while they are written

FOLDER is a lesson, a course, or a folder of courses. Slipway is started for it on this machine, unless one that shows it
runs (SLIPWAY_LESSON_PREVIEW and LESSONS_DIR name it). Pages follow what is saved, within about a second, and tell what is wrong
with it. Ends with Ctrl-C.`;

/** `lesson preview`. */
export async function preview(args: string[], surroundings: Surroundings): Promise<number> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new UsageError('Name one folder.');
  const { cwd, say, signal } = surroundings;
  const { root, path } = await placeOf(resolve(cwd, folder));
  const site = await surroundings.preview(root);
  say(`\nPreview: ${site.url}${path}\nSave a file of ${root}, and the page shows it. Ctrl-C ends this.`);
  if (!signal.aborted)
    await new Promise((done) => signal.addEventListener('abort', () => done(undefined), { once: true }));
  await site.stop();
  return 0;
}

/** The lessons folder that `folder` belongs to, and the address of what was named in it. */
async function placeOf(folder: string): Promise<{ readonly root: string; readonly path: string }> {
  const dir = await realpath(folder).catch(() => undefined);
  if (dir === undefined) throw new UsageError(`${folder}: there is no such folder, or it may not be read.`);
  const slug = (path: string): string => withoutNumber(basename(path));
  const course = dirname(dir);
  if (await isFile(join(dir, 'lesson.mdx'))) {
    if (await isFile(join(course, 'course.yaml')))
      return { root: dirname(course), path: `/learn/${slug(course)}/${slug(dir)}` };
    throw new UsageError(
      `${dir} lies in no course, and only lessons of a course have an address: there is no ${join(course, 'course.yaml')}. Write one, with title, summary and outcomes.`,
    );
  }
  if (await isFile(join(dir, 'course.yaml'))) return { root: course, path: `/learn/${slug(dir)}` };
  const { lessons, problems } = await readTarget(dir);
  // What is broken is shown as such.
  if (lessons.length === 0) throw new UsageError(problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return { root: dir, path: '/' };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}
