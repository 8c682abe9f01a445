import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SiteHeader } from '../../_components/site-header.tsx';
import { canonical } from '../../_server/canonical.ts';
import { findCourse } from '../../_server/lessons.ts';
import { pageLearner, pageTheme } from '../../_server/page-context.ts';
import { allPasses } from '../../_server/progress.ts';
import { PrintButton } from '../_components/print-button.tsx';
import { PrintLesson } from '../_components/print-lesson.tsx';
import styles from '../_components/print.module.css';

type Props = PageProps<'/print/[course]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const course = await findCourse((await params).course);
  if (course === undefined) return {};
  return { title: course.title, ...canonical(`/learn/${course.slug}`), robots: { index: false } };
}

/** A whole course, one lesson after the other, for paper. */
export default async function PrintCoursePage({ params }: Props) {
  const course = await findCourse((await params).course);
  if (course === undefined) notFound();
  const [theme, passes] = await Promise.all([pageTheme(), pageLearner().then(allPasses)]);
  return (
    <>
      <SiteHeader
        theme={theme}
        trail={[{ title: course.title, href: `/learn/${course.slug}` }, { title: 'On one page' }]}
      />
      <main id="main" className={`page ${styles['sheet']}`}>
        <h1>{course.title}</h1>
        <p>{course.summary}</p>
        <div className={styles['head']}>
          <p>The whole course on one page.</p>
          <PrintButton />
        </div>
        {course.lessons.map((lesson) => (
          <PrintLesson key={lesson.id} lesson={lesson} passed={[...(passes.get(lesson.id) ?? [])]} />
        ))}
      </main>
    </>
  );
}
