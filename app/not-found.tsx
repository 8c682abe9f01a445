import Link from 'next/link';
import button from './_components/button.module.css';
import { SiteHeader } from './_components/site-header.tsx';
import { LessonProblems } from './_server/lesson-preview/lesson-problems.tsx';
import { pageTheme } from './_server/page-context.ts';

export const metadata = { title: 'Not found' };

export default async function NotFoundPage() {
  return (
    <>
      <SiteHeader theme={await pageTheme()} />
      <main id="main" className="page">
        <LessonProblems />
        <h1>There is no such page</h1>
        <p>The address may be mistyped, or the lesson may have been renamed. Nothing of yours is lost.</p>
        <Link href="/" className={`${button['button']} ${button['next']}`}>
          See all courses
        </Link>
      </main>
    </>
  );
}
