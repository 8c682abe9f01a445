import Link from 'next/link';
import type { Course } from '../lesson-kit/course.ts';
import { OtherMachines, WhereNext } from './_components/home/where-next.tsx';
import { LessonLine } from './_components/lesson-line.tsx';
import { inMinutes } from './_components/minutes.ts';
import { SearchPanel } from './_components/search/search-panel.tsx';
import { SiteHeader } from './_components/site-header.tsx';
import { canonical } from './_server/canonical.ts';
import { courseSum, nextLesson, progressOf, type Progress } from './_server/course-progress.ts';
import { freePlay } from './_server/free-play.ts';
import { lessonItem } from './_server/lesson-item.ts';
import { allCourses } from './_server/lessons.ts';
import { ownMachines, type OwnMachine } from './_server/machines.ts';
import { pageLearner, pageTheme } from './_server/page-context.ts';
import styles from './page.module.css';

export const generateMetadata = (): ReturnType<typeof canonical> => canonical('/');

/** "Where was I?" first, then "what is there?". */
export default async function HomePage() {
  const learner = await pageLearner();
  const [courses, progress, theme] = await Promise.all([allCourses(), progressOf(learner), pageTheme()]);
  const machines = await ownMachines(learner, courses);
  return (
    <>
      <SiteHeader theme={theme} />
      <main id="main" className="page">
        <h1 className={styles.title}>Learn Docker by doing</h1>
        <Next courses={courses} progress={progress} machines={machines} />
        <div className={styles.search}>
          <SearchPanel />
        </div>
        {courses.length === 0 ? <NoCourses /> : null}
        {courses.map((course) => (
          <CourseLine key={course.slug} course={course} progress={progress} />
        ))}
        <section className={styles.course} aria-labelledby="free-play">
          <h2 id="free-play">
            <Link href="/play" prefetch={false}>
              {freePlay.title}
            </Link>
          </h2>
          <p className={styles.summary}>{freePlay.summary}</p>
        </section>
      </main>
    </>
  );
}

interface NextProps {
  readonly courses: readonly Course[];
  readonly progress: Progress;
  readonly machines: readonly OwnMachine[];
}

function Next({ courses, progress, machines }: NextProps) {
  const next = nextLesson(
    courses.flatMap(({ lessons }) => lessons),
    progress,
  );
  if (next === undefined)
    return (
      <>
        {courses.length === 0 ? null : (
          <p className={styles.allDone}>
            You have done every lesson there is. All of them stay open for you, and there is{' '}
            <Link href="/certificate" prefetch={false}>
              a certificate of it
            </Link>
            .
          </p>
        )}
        <OtherMachines machines={machines} />
      </>
    );
  const { lesson, why } = next;
  const course = courses.find(({ slug }) => slug === lesson.course);
  const { stepIndex } = progress.stateOf(lesson);
  const step = why === 'unfinished' ? lesson.steps[stepIndex] : undefined;
  const where =
    step === undefined
      ? `about ${inMinutes(lesson.minutes)}`
      : `step ${stepIndex + 1} of ${lesson.steps.length}: ${step.title}`;
  return (
    <>
      <WhereNext
        label={({ unfinished: 'Where you were', after: 'Next', first: 'Start here' } as const)[why]}
        title={lesson.title}
        detail={`${course?.title ?? ''} · ${where}`}
        href={`/learn/${lesson.id}`}
        machine={machines.find((machine) => machine.lesson === lesson.id)}
      />
      <OtherMachines machines={machines.filter((machine) => machine.lesson !== lesson.id)} />
    </>
  );
}

function CourseLine({ course, progress }: { readonly course: Course; readonly progress: Progress }) {
  const { minutes, minutesLeft, done } = courseSum(course, progress);
  const count = course.lessons.length;
  const sum =
    done === 0
      ? `${count} ${count === 1 ? 'lesson' : 'lessons'}, about ${inMinutes(minutes)}`
      : done === count
        ? `All ${count} lessons done`
        : `${done} of ${count} lessons done, about ${inMinutes(minutesLeft)} left`;
  return (
    <section className={styles.course} aria-labelledby={`course-${course.slug}`}>
      <h2 id={`course-${course.slug}`}>
        <Link href={`/learn/${course.slug}`} prefetch={false}>
          {course.title}
        </Link>
      </h2>
      <p className={styles.summary}>{course.summary}</p>
      <p className={styles.sum}>{sum}</p>
      <LessonLine items={course.lessons.map((lesson) => lessonItem(lesson, progress))} />
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
