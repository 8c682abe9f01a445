import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { Lesson } from '../../../../../lesson-kit/course.ts';
import { readTarget } from '../../../../../lesson-kit/lint/lint-target.ts';
import { AppError } from '../../../../../protocol/errors.ts';
import { SiteHeader } from '../../../../_components/site-header.tsx';
import { lessonsIn, requireUpload } from '../../../../_server/instructor/upload-store.ts';
import { pageInstructor, pageTheme } from '../../../../_server/page-context.ts';
import { PrintLesson } from '../../../../print/_components/print-lesson.tsx';
import styles from '../../../../print/_components/print.module.css';

export const metadata: Metadata = { title: 'A draft', robots: { index: false } };

/** The text of an uploaded lesson, as an instructor reads it before learners do. There is no machine beside it. */
export default async function UploadedLessonPage({ params }: PageProps<'/instructor/uploads/[id]/[lesson]'>) {
  const [instructor, theme] = await Promise.all([pageInstructor(), pageTheme()]);
  const { id, lesson: slug } = await params;
  const lesson = instructor === undefined ? undefined : await lessonOf(id, slug);
  return (
    <>
      <SiteHeader
        theme={theme}
        trail={[{ title: 'Instructors', href: '/instructor' }, { title: lesson?.title ?? 'A draft' }]}
      />
      <main id="main" className={`page ${styles['sheet']}`}>
        <h1 className="for-readers">{lesson === undefined ? 'A draft' : `${lesson.title}, as a draft`}</h1>
        {lesson === undefined ? (
          <p>
            Only instructors can read drafts. <Link href="/instructor">Sign in</Link> first.
          </p>
        ) : (
          <>
            <p>
              The text as learners will read it, without their machine.{' '}
              <Link href="/instructor">Back to your lessons</Link>
            </p>
            <PrintLesson lesson={lesson} passed={[]} />
          </>
        )}
      </main>
    </>
  );
}

async function lessonOf(id: string, slug: string): Promise<Lesson> {
  try {
    const { lessons } = await readTarget(lessonsIn(await requireUpload(id)));
    const lesson = lessons.find((one) => one.slug === slug);
    if (lesson !== undefined) return lesson;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  notFound();
}
