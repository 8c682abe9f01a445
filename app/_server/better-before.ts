import { lessonIdOf } from '../../lesson-kit/course-rules.ts';
import type { Course, Lesson } from '../../lesson-kit/course.ts';
import type { Place } from '../_components/place-list.tsx';
import { progressOf, type Progress } from './course-progress.ts';
import { allCourses } from './lessons.ts';
import { allSkips, type Skips } from './placements.ts';

/** How far a learner is, and what they may skip. */
export interface Standing {
  readonly progress: Progress;
  readonly skips: Skips;
}

/** What is better done before `lesson`, an entry of `course`, and is not: for the line above its text. */
export async function beforeLesson(course: Course, lesson: Lesson, learner: string | undefined): Promise<Place[]> {
  const isFirst = course.lessons[0]?.id === lesson.id;
  if (lesson.after.length === 0 && !(isFirst && course.after.length > 0)) return [];
  const courses = await allCourses();
  const [progress, skips] = await Promise.all([progressOf(learner), allSkips(learner, courses)]);
  const standing = { progress, skips };
  const lessons = openLessons(lesson, courses, standing);
  // A course whose lesson is named already need not be named, too.
  const others = isFirst ? openCourses(course, courses, standing) : [];
  return [...others.filter(({ href }) => !lessons.some((one) => one.href.startsWith(`${href}/`))), ...lessons];
}

/** The courses that are better done before `course`, and have a lesson, besides the project, that is neither done nor skipped. */
export function openCourses(course: Course, courses: readonly Course[], standing: Standing): Place[] {
  return course.after.flatMap((slug) => {
    const other = courses.find((one) => one.slug === slug);
    const isOpen = other?.lessons.some((lesson) => !lesson.project && isToDo(lesson, standing)) ?? false;
    return other !== undefined && isOpen ? [{ href: `/learn/${slug}`, title: other.title }] : [];
  });
}

/** The lessons that `lesson` names in `after`, and that are neither done nor skipped. What there is not is left out. */
export function openLessons(lesson: Lesson, courses: readonly Course[], standing: Standing): Place[] {
  return lesson.after.flatMap((reference) => {
    const id = lessonIdOf(reference, lesson);
    const other = courses.flatMap(({ lessons }) => lessons).find((one) => one.id === id);
    return other !== undefined && isToDo(other, standing) ? [{ href: `/learn/${id}`, title: other.title }] : [];
  });
}

function isToDo(lesson: Lesson, { progress, skips }: Standing): boolean {
  return !progress.stateOf(lesson).isDone && skips.get(lesson.course)?.has(lesson.slug) !== true;
}
