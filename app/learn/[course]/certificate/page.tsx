import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CertificatePage } from '../../../certificate/_components/certificate-page.tsx';
import { findCourse } from '../../../_server/lessons.ts';

type Props = PageProps<'/learn/[course]/certificate'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const course = await findCourse((await params).course);
  return { title: course === undefined ? 'Certificate' : `Certificate · ${course.title}`, robots: { index: false } };
}

/** What the learner has done of a course, to print. */
export default async function CourseCertificatePage({ params }: Props) {
  const course = await findCourse((await params).course);
  if (course === undefined) notFound();
  return <CertificatePage course={course} />;
}
