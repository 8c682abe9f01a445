import type { Metadata } from 'next';
import { SiteHeader } from '../../../_components/site-header.tsx';
import { canonical } from '../../../_server/canonical.ts';
import { pageLearner, pageLesson, pageTheme } from '../../../_server/page-context.ts';
import { passedChecks } from '../../../_server/progress.ts';
import { PrintButton } from '../../_components/print-button.tsx';
import { PrintLesson } from '../../_components/print-lesson.tsx';
import styles from '../../_components/print.module.css';

type Props = PageProps<'/print/[course]/[lesson]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lesson } = await pageLesson(await params);
  return { title: lesson.title, ...canonical(`/learn/${lesson.id}`), robots: { index: false } };
}

/** A lesson on one page, for paper or for reading without a machine. */
export default async function PrintLessonPage({ params }: Props) {
  const { course, lesson } = await pageLesson(await params);
  const learner = await pageLearner();
  const [theme, passed] = await Promise.all([
    pageTheme(),
    learner === undefined ? [] : passedChecks(learner, lesson.id),
  ]);
  return (
    <>
      <SiteHeader
        theme={theme}
        trail={[
          { title: course.title, href: `/learn/${course.slug}` },
          { title: lesson.title, href: `/learn/${lesson.id}` },
          { title: 'On one page' },
        ]}
      />
      <main id="main" className={`page ${styles['sheet']}`}>
        <h1 className="for-readers">{lesson.title}, on one page</h1>
        <div className={styles['head']}>
          <p>The whole lesson on one page.</p>
          <PrintButton />
        </div>
        <PrintLesson lesson={lesson} passed={passed} />
      </main>
    </>
  );
}
