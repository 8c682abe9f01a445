import type { Course } from '../../../lesson-kit/course.ts';
import type { Standing, UploadRecord } from '../../../protocol/instructor.ts';

type Named = Pick<UploadRecord, 'id' | 'kind' | 'course' | 'lesson'>;

/** Does `older` make way when `newer` is published? A whole course makes way for a whole course only. */
export function isReplacedBy(older: Named, newer: Named): boolean {
  return (
    older.id !== newer.id && older.kind === newer.kind && older.course === newer.course && older.lesson === newer.lesson
  );
}

/** What publishing `upload` would do, with these courses of lessons folders and these published uploads. */
export function standingOf(
  upload: Named,
  fromFolders: readonly Course[],
  published: readonly (Named & { readonly lessonSlugs: readonly string[] })[],
): Standing {
  const course = fromFolders.find(({ slug }) => slug === upload.course);
  const isTaken =
    upload.kind === 'course'
      ? course !== undefined
      : course?.lessons.some(({ slug }) => slug === upload.lesson) === true;
  if (isTaken) return 'taken';
  const stands = published.some(
    (one) =>
      one.id !== upload.id &&
      one.course === upload.course &&
      (upload.lesson === null ? one.kind === 'course' : one.lessonSlugs.includes(upload.lesson)),
  );
  return stands ? 'replaces' : 'new';
}
