import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LessonLine } from '../../_components/lesson-line.tsx';
import { SiteHeader } from '../../_components/site-header.tsx';
import { lessonState } from '../../_server/lesson-state.ts';
import { findCourse } from '../../_server/lessons.ts';
import { pageLearner, pageTheme } from '../../_server/page-context.ts';
import { allPasses, visits } from '../../_server/progress.ts';
import styles from './page.module.css';

type Props = PageProps<'/learn/[course]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const course = await findCourse((await params).course);
  return course === undefined ? {} : { title: course.title, description: course.summary };
}

/** A course: its table of contents, and what one will be able to do. */
export default async function CoursePage({ params }: Props) {
  const course = await findCourse((await params).course);
  if (course === undefined) notFound();
  const learner = await pageLearner();
  const [passes, seen, theme] = await Promise.all([allPasses(learner), visits(learner), pageTheme()]);
  const items = course.lessons.map((lesson) => {
    const state = lessonState(
      lesson,
      passes.get(lesson.id),
      seen.find((visit) => visit.lesson === lesson.id),
    );
    return {
      href: `/learn/${lesson.id}`,
      title: lesson.title,
      summary: lesson.summary,
      minutes: lesson.minutes,
      ...state,
    };
  });
  const minutes = items.reduce((sum, item) => sum + item.minutes, 0);
  return (
    <>
      <SiteHeader theme={theme} trail={[{ title: course.title }]} />
      <main id="main" className="page">
        <h1 className={styles.title}>{course.title}</h1>
        <p className={styles.summary}>{course.summary}</p>
        <section className={styles.outcomes} aria-labelledby="outcomes">
          <h2 id="outcomes">Afterwards you can</h2>
          <ul>
            {course.outcomes.map((outcome) => (
              <li key={outcome}>{outcome}</li>
            ))}
          </ul>
        </section>
        <h2 className={styles.contents}>
          {items.length} {items.length === 1 ? 'lesson' : 'lessons'}, about {minutes} minutes
        </h2>
        <LessonLine items={items} withSummaries />
      </main>
    </>
  );
}
