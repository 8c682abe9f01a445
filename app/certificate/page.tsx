import type { Metadata } from 'next';
import { CertificatePage } from './_components/certificate-page.tsx';

export const metadata: Metadata = { title: 'Certificate of all courses', robots: { index: false } };

/** What the learner has done of all courses, to print. */
export default function WholeCertificatePage() {
  return <CertificatePage course={undefined} />;
}
