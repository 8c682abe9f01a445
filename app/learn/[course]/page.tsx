import { ArrowRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import button from '../../_components/button.module.css';
import { LessonLine } from '../../_components/lesson-line.tsx';
import { inMinutes } from '../../_components/minutes.ts';
import { PlaceList } from '../../_components/place-list.tsx';
import { SiteHeader } from '../../_components/site-header.tsx';
import { openCourses, openLessons } from '../../_server/better-before.ts';
import { canonical } from '../../_server/canonical.ts';
import { courseSum, nextLesson, progressOf } from '../../_server/course-progress.ts';
import { lessonItem } from '../../_server/lesson-item.ts';
import { LessonProblems } from '../../_server/lesson-preview/lesson-problems.tsx';
import { allCourses, findCourse } from '../../_server/lessons.ts';
import { pageLearner, pageTheme } from '../../_server/page-context.ts';
import { adviceFor } from '../../_server/placement-advice.ts';
import { allSkips, knownQuestions } from '../../_server/placements.ts';
import styles from './page.module.css';
import { AdviceInWords } from './placement/_components/advice-in-words.tsx';

type Props = PageProps<'/learn/[course]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const course = await findCourse((await params).course);
  if (course === undefined) return {};
  return { title: course.title, description: course.summary, ...canonical(`/learn/${course.slug}`) };
}

/** A course: its table of contents, and what one will be able to do. */
export default async function CoursePage({ params }: Props) {
  const { course: slug } = await params;
  const courses = await allCourses();
  const course = courses.find((one) => one.slug === slug);
  if (course === undefined) notFound();
  const learner = await pageLearner();
  const [progress, skips, known, theme] = await Promise.all([
    progressOf(learner),
    allSkips(learner, courses),
    knownQuestions(learner, course.slug),
    pageTheme(),
  ]);
  const standing = { progress, skips };
  const before = openCourses(course, courses, standing);
  const { minutes, minutesLeft, done } = courseSum(course, progress);
  const count = course.lessons.length;
  const skipped = skips.get(course.slug) ?? new Set();
  const next = nextLesson(
    course.lessons.filter(({ slug }) => !skipped.has(slug)),
    progress,
  );
  return (
    <>
      <SiteHeader theme={theme} trail={[{ title: course.title }]} />
      <main id="main" className="page">
        <LessonProblems folder={course.dir} />
        <h1 className={styles.title}>{course.title}</h1>
        <p className={styles.summary}>{course.summary}</p>
        {before.length === 0 ? null : (
          <p className={styles.before}>
            Better done before: <PlaceList places={before} />.
          </p>
        )}
        <section className={styles.outcomes} aria-labelledby="outcomes">
          <h2 id="outcomes">Afterwards you can</h2>
          <ul>
            {course.outcomes.map((outcome) => (
              <li key={outcome}>{outcome}</li>
            ))}
          </ul>
        </section>
        <div className={styles.contents}>
          <div>
            <h2>
              {count} {count === 1 ? 'lesson' : 'lessons'}, about {inMinutes(minutes)}
            </h2>
            <p className={styles.sum}>
              {done === 0
                ? null
                : done === count
                  ? 'All of them are done. '
                  : `${done} done, about ${inMinutes(minutesLeft)} left. `}
              <Link href={`/print/${course.slug}`} prefetch={false}>
                All on one page, to print
              </Link>
            </p>
          </div>
          {next === undefined ? null : (
            <Link
              href={`/learn/${next.lesson.id}`}
              className={`${button['button']} ${button['next']}`}
              prefetch={false}
              aria-label={`${next.why === 'unfinished' ? 'Continue' : 'Begin'}: ${next.lesson.title}`}
            >
              {next.why === 'unfinished' ? 'Continue' : 'Begin'} <ArrowRight size={18} aria-hidden="true" />
            </Link>
          )}
        </div>
        {course.placement.length === 0 || (known === undefined && done === count) ? null : (
          <div className={styles.placement}>
            {known === undefined ? (
              <p>Do you know some of this already?</p>
            ) : (
              <AdviceInWords advice={adviceFor(course, skipped, progress)} />
            )}
            <p>
              <Link href={`/learn/${course.slug}/placement`} prefetch={false}>
                {known === undefined
                  ? `${course.placement.length} questions tell where to start`
                  : 'Answer the questions again'}
              </Link>
            </p>
          </div>
        )}
        <LessonLine
          items={course.lessons.map((lesson) => lessonItem(lesson, progress, openLessons(lesson, courses, standing)))}
          withSummaries
        />
        <p className={styles.sum}>
          <Link href={`/learn/${course.slug}/certificate`} prefetch={false}>
            Certificate of what you have done
          </Link>
        </p>
      </main>
    </>
  );
}
