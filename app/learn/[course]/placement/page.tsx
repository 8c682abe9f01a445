import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SiteHeader } from '../../../_components/site-header.tsx';
import { canonical } from '../../../_server/canonical.ts';
import { progressOf } from '../../../_server/course-progress.ts';
import { findCourse } from '../../../_server/lessons.ts';
import { pageLearner, pageTheme } from '../../../_server/page-context.ts';
import { adviceFor, skippedBy } from '../../../_server/placement-advice.ts';
import { knownQuestions } from '../../../_server/placements.ts';
import { PlacementQuiz } from './_components/placement-quiz.tsx';
import styles from './page.module.css';

type Props = PageProps<'/learn/[course]/placement'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const course = await findCourse((await params).course);
  if (course === undefined) return {};
  return { title: `Where to start · ${course.title}`, ...canonical(`/learn/${course.slug}/placement`) };
}

/** Questions that tell who knows a part of a course already where to start in it. */
export default async function PlacementPage({ params }: Props) {
  const course = await findCourse((await params).course);
  if (course === undefined || course.placement.length === 0) notFound();
  const learner = await pageLearner();
  const [known, progress, theme] = await Promise.all([
    knownQuestions(learner, course.slug),
    progressOf(learner),
    pageTheme(),
  ]);
  const count = course.placement.length;
  return (
    <>
      <SiteHeader
        theme={theme}
        trail={[{ title: course.title, href: `/learn/${course.slug}` }, { title: 'Where to start' }]}
      />
      <main id="main" className="page">
        <h1 className={styles.title}>Where to start in {course.title}</h1>
        <p className={styles.summary}>
          {count} {count === 1 ? 'question' : 'questions'}. Leave out what you don’t know: guessing only makes you miss
          a lesson. The answers open and close nothing, and no lesson is done by them; you can answer as often as you
          like.
        </p>
        <PlacementQuiz
          course={course.slug}
          questions={course.placement.map(({ id, question, multiple, choices }) => ({
            ...{ id, question, multiple },
            choices: choices.map((choice) => ({ id: choice.id, text: choice.text })),
          }))}
          advice={known === undefined ? null : adviceFor(course, skippedBy(course, known), progress)}
        />
      </main>
    </>
  );
}
