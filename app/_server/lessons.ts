import type { Course, Lesson } from '../../lesson-kit/course.ts';
import { loadCourses } from '../../lesson-kit/load-courses.ts';
import { AppError } from '../../protocol/errors.ts';
import { siteConfig } from './env.ts';
import { logger } from './logger.ts';
import { processWide } from './process-wide.ts';

/** All courses as they lie on disk now. What is wrong with a lesson is logged, once per fault. */
export async function allCourses(): Promise<readonly Course[]> {
  const { courses, problems } = await loadCourses(siteConfig().lessonRoots);
  const told = processWide('lesson problems', () => new Set<string>());
  for (const { file, line, column, message } of problems) {
    const text = [file, line, column].filter((part) => part !== undefined).join(':') + `: ${message}`;
    if (!told.has(text)) logger().warn({ lesson: text }, 'a lesson is left out');
    told.add(text);
  }
  return courses;
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
