import type { Course } from '../../../lesson-kit/course.ts';
import { readTarget } from '../../../lesson-kit/lint/lint-target.ts';
import type { Standing, UploadRecord, UploadView, Workshop } from '../../../protocol/instructor.ts';
import { allCourses, folderCourses } from '../lessons.ts';
import { proofOf } from './prove-upload.ts';
import { standingOf } from './standing.ts';
import { lessonsIn, listPublished, listUploads, type StoredUpload } from './upload-store.ts';

/** Everything that the page of instructors shows, as it is now. */
export async function workshop(): Promise<Workshop> {
  const [courses, fromFolders, uploads, published] = await Promise.all([
    allCourses(),
    folderCourses(),
    listUploads(),
    publishedNames(),
  ]);
  return {
    uploads: await Promise.all(uploads.map((upload) => viewOf(upload, fromFolders, published))),
    courses: courses.map(({ slug, title }) => ({ slug, title })),
  };
}

/** What publishing `record` would do now. */
export async function standingNow(record: UploadRecord): Promise<Standing> {
  return standingOf(record, await folderCourses(), await publishedNames());
}

async function viewOf(
  upload: StoredUpload,
  fromFolders: readonly Course[],
  published: Awaited<ReturnType<typeof publishedNames>>,
): Promise<UploadView> {
  const { record, isPublished } = upload;
  const { lessons } = await readTarget(lessonsIn(upload));
  return {
    ...record,
    ...proofOf(record),
    isPublished,
    standing: standingOf(record, fromFolders, published),
    lessons: lessons.map(({ id, title }) => ({ id, title })),
  };
}

async function publishedNames() {
  return Promise.all(
    (await listPublished()).map(async (upload) => ({
      ...upload.record,
      lessonSlugs: (await readTarget(lessonsIn(upload))).lessons.map(({ slug }) => slug),
    })),
  );
}
