import { join } from 'node:path';
import { classroomImages } from '../../../lesson-kit/classroom-images.ts';
import { lintLessons } from '../../../lesson-kit/lint/lint-lessons.ts';
import type { UploadProblem } from '../../../protocol/instructor.ts';
import { siteConfig } from '../env.ts';
import { lessonsIn, listPublished } from './upload-store.ts';

const maxProblems = 200;

/** What lint says about the upload in `dir`, in words without paths of this machine. Nothing of it is run. */
export async function lintUpload(dir: string): Promise<UploadProblem[]> {
  const { imagesDir, lessonRoots } = siteConfig();
  const lessons = join(dir, 'lessons');
  const { problems } = await lintLessons([lessons], {
    images: imagesDir === undefined ? [] : await classroomImages(imagesDir),
    linkRoots: [...lessonRoots, ...(await listPublished()).map(lessonsIn)],
  });
  const short = (text: string): string => text.replaceAll(`${lessons}/`, '').replaceAll(lessons, 'the archive');
  return problems.slice(0, maxProblems).map(({ file, line, column, message, isWarning }) => ({
    file: short(file),
    line: line ?? null,
    column: column ?? null,
    message: short(message),
    isWarning: isWarning === true,
  }));
}

/** Is something so wrong that the upload can't go on? */
export function hasErrors(problems: readonly UploadProblem[]): boolean {
  return problems.some(({ isWarning }) => !isWarning);
}
