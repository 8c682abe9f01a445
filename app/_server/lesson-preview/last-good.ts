import type { Course, Lesson, LessonProblem } from '../../../lesson-kit/course.ts';

/** Courses and lessons as they last could be read, by folder. */
export interface LastGood {
  readonly courses: Map<string, Course>;
  readonly lessons: Map<string, Lesson>;
}

/**
 * `courses`, and in their places those courses and lessons that are left out for `problems` now, as they were in `kept`:
 * an author who makes a mistake goes on reading the last text that was sound. What is sound is kept in `kept`.
 */
export function withLastGood(
  courses: readonly Course[],
  problems: readonly LessonProblem[],
  kept: LastGood,
): readonly Course[] {
  const isBroken = (dir: string): boolean => problems.some(({ file }) => file.startsWith(`${dir}/`));
  for (const course of courses) {
    kept.courses.set(course.dir, course);
    for (const lesson of course.lessons) kept.lessons.set(lesson.dir, lesson);
  }
  const lost = [...kept.courses.values()].filter(
    ({ dir, slug }) => isBroken(dir) && !courses.some((one) => one.dir === dir || one.slug === slug),
  );
  return [...courses, ...lost].map((course) => {
    const there = course.lessons.map(({ dir }) => dir);
    const gone = [...kept.lessons.values()].filter(
      ({ dir, course: of }) =>
        of === course.slug && dir.startsWith(`${course.dir}/`) && !there.includes(dir) && isBroken(dir),
    );
    if (gone.length === 0) return course;
    const lessons = [...course.lessons, ...gone].sort((a, b) => (a.dir < b.dir ? -1 : 1));
    return { ...course, lessons };
  });
}
