import type { Course, Lesson, LessonProblem } from './course.ts';
import { LessonError } from './lesson-error.ts';
import { courseSource, lessonSource, type LessonSource } from './lint/lesson-source.ts';
import { nearest } from './nearest.ts';

/** Under the address of a course, these are pages of their own. */
const reservedSlugs = ['certificate', 'placement'];

/** What is wrong with one course as a whole. It is told; the course and its lessons stay. */
export async function breaksOfCourse(course: Course): Promise<LessonProblem[]> {
  return [...(await breaksOfProject(course)), ...(await breaksOfPlacement(course))];
}

/** At most one lesson is the project, and it is the last. No lesson has the address of another page. */
async function breaksOfProject({ lessons }: Course): Promise<LessonProblem[]> {
  const problems: LessonProblem[] = [];
  const last = lessons.at(-1);
  for (const lesson of lessons) {
    if (reservedSlugs.includes(lesson.slug))
      problems.push({
        ...{ file: lesson.file, line: undefined, column: undefined },
        message: `a lesson can't be called "${lesson.slug}": under this name the course has another page; rename its folder`,
      });
    if (!lesson.project || lesson === last) continue;
    const message =
      last?.project === true
        ? `project: this course has a project already, "${last.slug}", its last lesson; only one can be it`
        : `project: a course's project is its last lesson, and "${last?.slug ?? ''}" comes after this one`;
    problems.push((await lessonSource(lesson)).at(['project'], message));
  }
  return problems;
}

/** The questions of the placement quiz have ids of their own, and lead to lessons that there are and that can be skipped. */
async function breaksOfPlacement(course: Course): Promise<LessonProblem[]> {
  const { placement, lessons } = course;
  const slugs = lessons.map(({ slug }) => slug);
  const faults = placement.flatMap(({ id, skips }, i) => {
    const isTwin = placement.findIndex((other) => other.id === id) !== i;
    const twin = isTwin ? [{ path: [i, 'id'], message: `"${id}" is used twice` }] : [];
    const wrong = skips.flatMap((slug, n) => {
      const path = [i, 'skips', n];
      if (!slugs.includes(slug)) return [{ path, message: unknown('lesson', slug, slugs) }];
      const isProject = lessons.some((lesson) => lesson.slug === slug && lesson.project);
      return isProject ? [{ path, message: `"${slug}" is the project, which nobody skips; leave it out` }] : [];
    });
    return [...twin, ...wrong];
  });
  if (faults.length === 0) return [];
  const source = await courseSource(course);
  return faults.map(({ path: [i, field, ...rest], message }) =>
    source.at(['placement', i ?? 0, field ?? '', ...rest], `placement[${i}].${field}: ${message}`),
  );
}

/** The id of the lesson that `reference`, a value of `after` in `lesson`, names. */
export function lessonIdOf(reference: string, lesson: Pick<Lesson, 'course'>): string {
  return reference.includes('/') ? reference : `${lesson.course}/${reference}`;
}

/** The values of `after` in `courses` and their lessons that name what there is not, or lead in a circle. */
export async function breaksOfAfter(courses: readonly Course[]): Promise<LessonProblem[]> {
  const problems: LessonProblem[] = [];
  const lessons = courses.flatMap((course) => course.lessons);
  const leadsTo = whatComesBefore(courses);
  for (const course of courses) {
    for (const [i, slug] of course.after.entries()) {
      const message = courses.some((other) => other.slug === slug)
        ? circle(slug === course.slug || leadsTo(slug, course.slug), `"${slug}"`, 'this course')
        : unknown(
            'course',
            slug,
            courses.map((other) => other.slug),
          );
      if (message !== undefined) problems.push(...(await placed(courseSource(course), ['after', i], message)));
    }
  }
  for (const lesson of lessons) {
    for (const [i, reference] of lesson.after.entries()) {
      const id = lessonIdOf(reference, lesson);
      const siblings = lessons.filter(({ course }) => course === lesson.course).map(({ slug }) => slug);
      const message = lessons.some((other) => other.id === id)
        ? circle(id === lesson.id || leadsTo(id, lesson.id), `"${reference}"`, 'this lesson')
        : unknown('lesson', reference, reference.includes('/') ? lessons.map((other) => other.id) : siblings);
      if (message !== undefined) problems.push(...(await placed(lessonSource(lesson), ['after', i], message)));
    }
  }
  return problems;
}

/**
 * Does one come, perhaps over others, after the other? Of courses (by slug) and lessons (by id): a lesson comes after those
 * above it, those it names, and its course; a course after the courses that it names, with all their lessons.
 */
function whatComesBefore(courses: readonly Course[]): (from: string, to: string) => boolean {
  const before = new Map<string, readonly string[]>();
  for (const { slug, after, lessons } of courses) {
    const others = courses.filter((course) => after.includes(course.slug));
    before.set(
      slug,
      others.flatMap((course) => [course.slug, ...course.lessons.map(({ id }) => id)]),
    );
    lessons.forEach((lesson, i) => {
      const above = lessons.slice(0, i).map(({ id }) => id);
      before.set(lesson.id, [slug, ...above, ...lesson.after.map((reference) => lessonIdOf(reference, lesson))]);
    });
  }
  return (from, to) => {
    const seen = new Set([from]);
    // A set is walked through with what is added meanwhile.
    for (const one of seen) for (const other of before.get(one) ?? []) seen.add(other);
    return from !== to && seen.has(to);
  };
}

/** The problem at its place; or that the file can't be read any more. */
async function placed(
  source: Promise<LessonSource>,
  path: [string, number],
  message: string,
): Promise<LessonProblem[]> {
  try {
    return [(await source).at(path, `${path[0]}[${path[1]}]: ${message}`)];
  } catch (error) {
    if (error instanceof LessonError) return [...error.problems];
    throw error;
  }
}

function circle(isCircle: boolean, named: string, what: string): string | undefined {
  return isCircle ? `${named} itself comes, perhaps over others, after ${what}; leave one of the two out` : undefined;
}

function unknown(kind: string, name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  const advice = guess === undefined ? `there are: ${known.join(', ') || 'none'}` : `did you mean "${guess}"?`;
  return `there is no ${kind} "${name}"; ${advice}`;
}
