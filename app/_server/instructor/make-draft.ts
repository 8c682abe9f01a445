import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { findContent, type ArchiveContent } from '../../../lesson-kit/archive/find-content.ts';
import { unpackArchive } from '../../../lesson-kit/archive/unpack-archive.ts';
import { splitNumber, withoutNumber } from '../../../lesson-kit/folder-name.ts';
import { loadCourses } from '../../../lesson-kit/load-courses.ts';
import { slugOf } from '../../../lesson-kit/scaffold/write-lesson.ts';
import { AppError } from '../../../protocol/errors.ts';
import { newId } from '../../../protocol/ids.ts';
import type { UploadQuery, UploadRecord } from '../../../protocol/instructor.ts';
import { allCourses } from '../lessons.ts';
import type { Instructor } from './instructor-session.ts';
import { lintUpload } from './lint-upload.ts';
import { receiveArchive } from './receive-archive.ts';
import { changeUploads, incoming, keepDraft, listUploads, sweepIncoming, uploadsDir } from './upload-store.ts';

/** Drafts and published ones together. */
const maxUploads = 100;

/**
 * Makes a draft of the archive in the body of `request`: unpacks it, puts it into a course, and lints it. Throws AppError
 * with a hint for who packed it, and leaves nothing behind then. Returns the draft's id.
 */
export async function makeDraft(request: Request, query: UploadQuery, instructor: Instructor): Promise<string> {
  await sweepIncoming();
  if ((await listUploads()).length >= maxUploads)
    throw new AppError('quota_exceeded', `${maxUploads} uploads`, {
      hint: `There are ${maxUploads} uploads, the most that are kept. Delete drafts that nobody needs.`,
    });
  const id = newId();
  const work = join(uploadsDir(), incoming, id);
  await mkdir(work, { mode: 0o755 });
  try {
    const archive = join(work, 'archive');
    await receiveArchive(request, archive);
    const { files, bytes } = await unpackArchive(archive, join(work, 'unpacked'));
    await rm(archive);
    const content = await findContent(join(work, 'unpacked'), query.file);
    const made = join(work, 'draft');
    await mkdir(join(made, 'lessons'), { recursive: true, mode: 0o755 });
    const place =
      content.kind === 'course' ? await placeCourse(content, made) : await placeLesson(content, made, query);
    const record: UploadRecord = {
      id,
      kind: content.kind,
      ...place,
      title: await titleOf(made, content),
      fileName: query.file,
      files,
      bytes,
      uploadedAt: new Date().toISOString(),
      uploadedBy: instructor.name,
      publishedAt: null,
      publishedBy: null,
      problems: [],
      proof: null,
    };
    const problems = await lintUpload(made);
    await changeUploads(() => keepDraft(made, { ...record, problems }));
    return id;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Place = Pick<UploadRecord, 'course' | 'lesson'>;

async function placeCourse({ dir, name }: ArchiveContent, made: string): Promise<Place> {
  const folder = folderName(name, 'course');
  await rename(dir, join(made, 'lessons', folder.name));
  return { course: folder.slug, lesson: null };
}

async function placeLesson({ dir, name }: ArchiveContent, made: string, query: UploadQuery): Promise<Place> {
  const lesson = folderName(name, 'lesson');
  const course = await courseFor(query);
  const courseDir = join(made, 'lessons', `01-${course.slug}`);
  await mkdir(courseDir, { mode: 0o755 });
  await writeFile(join(courseDir, 'course.yaml'), stringify(course.fields, { lineWidth: 0 }));
  await rename(dir, join(courseDir, lesson.name));
  return { course: course.slug, lesson: lesson.slug };
}

interface CourseFields {
  readonly slug: string;
  readonly fields: { readonly title: string; readonly summary: string; readonly outcomes: readonly string[] };
}

/** The course that was chosen for a lesson, or a new one. Throws bad_request. */
async function courseFor({ course, title, outcome }: UploadQuery): Promise<CourseFields> {
  const courses = await allCourses();
  if (course !== '') {
    const known = courses.find(({ slug }) => slug === course);
    if (known === undefined)
      throw new AppError('bad_request', `no course ${course}`, {
        hint: `There is no course "${course}" any more. Choose another one for the lesson.`,
      });
    return { slug: course, fields: { title: known.title, summary: known.summary, outcomes: known.outcomes } };
  }
  const slug = slugOf(title);
  if (slug === undefined)
    throw new AppError('bad_request', 'a lesson without a course', {
      hint: 'The archive holds a single lesson. Choose the course that it goes into, or give a title for a new one, with some of a-z or 0-9.',
    });
  if (courses.some((one) => one.slug === slug))
    throw new AppError('bad_request', `a second course ${slug}`, {
      hint: `There is a course "${slug}" already. Choose it from the list, or give the new one another title.`,
    });
  if (outcome === '')
    throw new AppError('bad_request', 'a course without an outcome', {
      hint: 'Say in a few words what one can do after the new course.',
    });
  return { slug, fields: { title, summary: `You learn to ${outcome}.`, outcomes: [outcome] } };
}

/** `03-networks` as it is; `My Networks` as `01-my-networks`. */
function folderName(name: string, kind: 'lesson' | 'course'): { readonly name: string; readonly slug: string } {
  const slug = slugOf(withoutNumber(name));
  if (slug === undefined)
    throw new AppError('bad_request', `no slug in ${name}`, {
      hint: `The folder of the ${kind} is called ${JSON.stringify(name)}. Its name becomes a part of an address: use some of a-z and 0-9, as in 01-networks.`,
    });
  return { name: `${splitNumber(name)?.number ?? '01'}-${slug}`, slug };
}

/** What it calls itself; the name of its folder as long as it can't be read. */
async function titleOf(made: string, { kind, name }: ArchiveContent): Promise<string> {
  const { courses } = await loadCourses([join(made, 'lessons')]);
  const [course] = courses;
  return (kind === 'course' ? course?.title : course?.lessons[0]?.title) ?? name;
}

/** Gives a draft in `lessons` another name in addresses: that of its lesson, or else of its course. */
export async function renameFolder(lessons: string, { course, lesson }: Place, name: string): Promise<void> {
  const inside = async (dir: string, slug: string): Promise<string> =>
    (await readdir(dir)).find((one) => withoutNumber(one) === slug) ?? slug;
  const courseDir = await inside(lessons, course);
  const dir = lesson === null ? lessons : join(lessons, courseDir);
  const old = lesson === null ? courseDir : await inside(dir, lesson);
  await rename(join(dir, old), join(dir, `${splitNumber(old)?.number ?? '01'}-${name}`));
}
