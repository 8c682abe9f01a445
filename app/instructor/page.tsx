import type { Metadata } from 'next';
import { SiteHeader } from '../_components/site-header.tsx';
import { siteConfig } from '../_server/env.ts';
import { workshop } from '../_server/instructor/workshop.ts';
import { pageInstructor, pageTheme } from '../_server/page-context.ts';
import { SignInForm } from './_components/sign-in-form.tsx';
import { Workbench } from './_components/workbench.tsx';
import styles from './_components/instructor.module.css';

export const metadata: Metadata = { title: 'Instructors', robots: { index: false } };

/** Where instructors bring lessons: uploaded, tested, published. Everybody else is asked for the key. */
export default async function InstructorPage() {
  const [instructor, theme] = await Promise.all([pageInstructor(), pageTheme()]);
  return (
    <>
      <SiteHeader theme={theme} trail={[{ title: 'Instructors' }]} />
      <main id="main" className="page">
        <h1 className={styles['title']}>{instructor === undefined ? 'For instructors' : 'Your lessons'}</h1>
        {instructor !== undefined ? (
          <Workbench first={await workshop()} name={instructor.name} />
        ) : siteConfig().secrets.instructorKey === undefined ? (
          <p>
            Nobody can sign in here: this installation was started without a key for instructors. <code>npm start</code>{' '}
            makes one.
          </p>
        ) : (
          <SignInForm />
        )}
      </main>
    </>
  );
}
