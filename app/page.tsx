import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { Course, Lesson } from '../lesson-kit/course.ts';
import button from './_components/button.module.css';
import { LessonLine, type LessonLineItem } from './_components/lesson-line.tsx';
import { SiteHeader } from './_components/site-header.tsx';
import { lessonState } from './_server/lesson-state.ts';
import { allCourses } from './_server/lessons.ts';
import { pageLearner, pageTheme } from './_server/page-context.ts';
import { allPasses, visits, type Visit } from './_server/progress.ts';
import styles from './page.module.css';

/** "Where was I?" first, then "what is there?". */
export default async function HomePage() {
  const learner = await pageLearner();
  const [courses, passes, seen, theme] = await Promise.all([
    allCourses(),
    allPasses(learner),
    visits(learner),
    pageTheme(),
  ]);
  const stateOf = (lesson: Lesson) =>
    lessonState(
      lesson,
      passes.get(lesson.id),
      seen.find((visit) => visit.lesson === lesson.id),
    );
  const lines = courses.map((course) => ({
    course,
    items: course.lessons.map((lesson) => toItem(lesson, stateOf(lesson))),
  }));
  return (
    <>
      <SiteHeader theme={theme} />
      <main id="main" className="page">
        <h1 className={styles.title}>Learn Docker by doing</h1>
        <WhereNext courses={courses} seen={seen} stateOf={stateOf} />
        {lines.length === 0 ? <NoCourses /> : null}
        {lines.map(({ course, items }) => (
          <section key={course.slug} className={styles.course} aria-labelledby={`course-${course.slug}`}>
            <h2 id={`course-${course.slug}`}>
              <Link href={`/learn/${course.slug}`} prefetch={false}>
                {course.title}
              </Link>
            </h2>
            <p className={styles.summary}>{course.summary}</p>
            <LessonLine items={items} />
          </section>
        ))}
      </main>
    </>
  );
}

type StateOf = (lesson: Lesson) => ReturnType<typeof lessonState>;

function toItem(lesson: Lesson, state: ReturnType<StateOf>): LessonLineItem {
  const { title, minutes, summary } = lesson;
  return { href: `/learn/${lesson.id}`, title, minutes, summary, ...state };
}

/** The lesson the learner was in; when that is done, the first one that is not; for somebody new, the first. */
function WhereNext({
  courses,
  seen,
  stateOf,
}: {
  courses: readonly Course[];
  seen: readonly Visit[];
  stateOf: StateOf;
}) {
  const lessons = courses.flatMap((course) => course.lessons.map((lesson) => ({ course, lesson })));
  const last = lessons.find(({ lesson }) => lesson.id === seen[0]?.lesson);
  const open = lessons.filter(({ lesson }) => !stateOf(lesson).isDone);
  const isUnfinished = last !== undefined && !stateOf(last.lesson).isDone;
  const after = last === undefined ? undefined : open.find((entry) => lessons.indexOf(entry) > lessons.indexOf(last));
  const next = isUnfinished ? last : (after ?? open[0]);
  if (next === undefined) {
    return lessons.length === 0 ? null : (
      <p className={styles.allDone}>You have done every lesson there is. All of them stay open for you.</p>
    );
  }
  const { course, lesson } = next;
  const state = stateOf(lesson);
  const step = lesson.steps[state.stepIndex];
  return (
    <section className={styles.next} aria-labelledby="next">
      <div>
        <h2 id="next" className={styles.nextLabel}>
          {isUnfinished ? 'Where you were' : last === undefined ? 'Start here' : 'Next'}
        </h2>
        <p className={styles.nextTitle}>{lesson.title}</p>
        <p className={styles.nextDetail}>
          {course.title}
          {isUnfinished && step !== undefined
            ? ` · step ${state.stepIndex + 1} of ${lesson.steps.length}: ${step.title}`
            : ` · about ${lesson.minutes} minutes`}
        </p>
      </div>
      <Link href={`/learn/${lesson.id}`} className={`${button['button']} ${button['next']} ${button['large']}`}>
        {isUnfinished ? 'Continue' : 'Begin'} <ArrowRight size={20} aria-hidden="true" />
      </Link>
    </section>
  );
}

function NoCourses() {
  return (
    <p>
      There are no courses here yet. A course is a folder with a <code>course.yaml</code> and a folder for each lesson;
      put it into the folder that <code>LESSONS_DIR</code> names, and it appears here at the next reload.
    </p>
  );
}
