import type { Course, Lesson } from '../../../lesson-kit/course.ts';

/**
 * The courses of the site: those of lessons folders, and what instructors published, oldest first. A published lesson goes to
 * the end of its course, or into the place of an older published one with its name; never into that of a lesson of a folder.
 */
export function mergeCourses(fromFolders: readonly Course[], published: readonly Course[]): Course[] {
  const courses = [...fromFolders];
  for (const course of published) {
    const at = courses.findIndex(({ slug }) => slug === course.slug);
    const known = courses[at];
    if (known === undefined) {
      courses.push(course);
      continue;
    }
    const firm = fromFolders.find(({ slug }) => slug === course.slug);
    const isFirm = ({ slug }: Lesson): boolean => firm?.lessons.some((lesson) => lesson.slug === slug) === true;
    const lessons = course.lessons.filter((lesson) => !isFirm(lesson)).reduce(put, known.lessons);
    // What a course is called says its folder, or else whoever published last.
    courses[at] = { ...(firm ?? course), lessons };
  }
  return courses;
}

function put(lessons: readonly Lesson[], lesson: Lesson): readonly Lesson[] {
  const isKnown = lessons.some(({ slug }) => slug === lesson.slug);
  return isKnown ? lessons.map((one) => (one.slug === lesson.slug ? lesson : one)) : [...lessons, lesson];
}
