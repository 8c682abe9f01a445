import type { Course, Lesson, LessonProblem } from '../../lesson-kit/course.ts';
import { breaksOfAfter } from '../../lesson-kit/course-rules.ts';
import { loadCourses } from '../../lesson-kit/load-courses.ts';
import { createLessonMemory, type LessonMemory } from '../../lesson-kit/load-lesson.ts';
import { AppError } from '../../protocol/errors.ts';
import { siteConfig } from './env.ts';
import { freePlay } from './free-play.ts';
import { mergeCourses } from './instructor/merge-courses.ts';
import { lessonsIn, listPublished } from './instructor/upload-store.ts';
import { withLastGood, type LastGood } from './lesson-preview/last-good.ts';
import { logger } from './logger.ts';
import { processWide } from './process-wide.ts';

/** All courses as they lie on disk now: in lessons folders, and published by instructors. */
export async function allCourses(): Promise<readonly Course[]> {
  const [fromFolders, uploads] = await Promise.all([folderCourses(), listPublished()]);
  const published: Course[] = [];
  for (const upload of uploads) {
    // Each by itself: several may have lessons of one course.
    const { courses, problems } = await loadCourses([lessonsIn(upload)], memory());
    tell(problems);
    published.push(...courses);
  }
  const all = mergeCourses(fromFolders, published);
  tell(await breaksOfAfter(all));
  return all;
}

/** The courses of lessons folders alone. */
export async function folderCourses(): Promise<readonly Course[]> {
  const { courses, problems } = await loadCourses(siteConfig().lessonRoots, memory());
  tell(problems);
  if (siteConfig().previewRoots.length === 0) return courses;
  const kept = processWide<LastGood>('last good lessons', () => ({ courses: new Map(), lessons: new Map() }));
  return withLastGood(courses, problems, kept);
}

/** Reading all lessons takes seconds: it is done once, when the site starts, and not again for its first visitor. */
function memory(): LessonMemory {
  return processWide('lesson memory', createLessonMemory);
}

/** Logs what is wrong with a lesson, once per fault. */
function tell(problems: readonly LessonProblem[]): void {
  const told = processWide('lesson problems', () => new Set<string>());
  for (const { file, line, column, message } of problems) {
    const text = [file, line, column].filter((part) => part !== undefined).join(':') + `: ${message}`;
    if (!told.has(text)) logger().warn({ lesson: text }, 'a lesson is not as it should be');
    told.add(text);
  }
}

/** The course with this slug, or undefined. */
export async function findCourse(slug: string): Promise<Course | undefined> {
  return (await allCourses()).find((course) => course.slug === slug);
}

/** A lesson and its course. Throws AppError lesson_not_found. */
export async function requireLesson(
  courseSlug: string,
  lessonSlug: string,
): Promise<{ course: Course; lesson: Lesson }> {
  const course = await findCourse(courseSlug);
  const lesson = course?.lessons.find(({ slug }) => slug === lessonSlug);
  if (course === undefined || lesson === undefined)
    throw new AppError('lesson_not_found', `no lesson ${courseSlug}/${lessonSlug}`, {
      hint: 'There is no such lesson. The list of courses shows what there is.',
    });
  return { course, lesson };
}

/** The lesson of a lease or a checkpoint. Throws AppError lesson_not_found: it was taken away since. */
export async function requireLessonOf({ lesson: id }: { readonly lesson: string }): Promise<Lesson> {
  if (id === freePlay.id) return freePlay;
  const [course = '', slug = ''] = id.split('/');
  return (await requireLesson(course, slug)).lesson;
}
