import type { Metadata } from 'next';
import Link from 'next/link';
import { SiteHeader } from '../../_components/site-header.tsx';
import { helpReport, type LessonReport } from '../../_server/instructor/help-report.ts';
import { allCourses } from '../../_server/lessons.ts';
import { pageInstructor, pageTheme } from '../../_server/page-context.ts';
import styles from './help.module.css';

export const metadata: Metadata = { title: 'Where learners asked for help', robots: { index: false } };

/** For instructors: how many learners took which help in which step. It says which steps are too hard, or badly told. */
export default async function HelpPage() {
  const [instructor, theme] = await Promise.all([pageInstructor(), pageTheme()]);
  const lessons = instructor === undefined ? [] : await helpReport(await allCourses());
  return (
    <>
      <SiteHeader theme={theme} trail={[{ title: 'Instructors', href: '/instructor' }, { title: 'Help' }]} />
      <main id="main" className="page">
        <h1>Where learners asked for help</h1>
        {instructor === undefined ? (
          <p>
            Only instructors can read this. <Link href="/instructor">Sign in</Link> first.
          </p>
        ) : (
          <>
            <p className={styles['soft']}>
              Each number counts learners, none is named. A step where many open hints or look at the solution is too
              hard, or not well told.
            </p>
            {lessons.length === 0 ? <p>Nobody has been in a lesson yet.</p> : lessons.map(table)}
          </>
        )}
      </main>
    </>
  );
}

function table({ id, title, visitors, steps }: LessonReport) {
  return (
    <div key={id} className={styles['scroll']} role="region" aria-label={title} tabIndex={0}>
      <table className={styles['table']}>
        <caption>
          <Link href={`/learn/${id}`} prefetch={false}>
            {title}
          </Link>{' '}
          <span className={styles['soft']}>
            {visitors} {visitors === 1 ? 'learner' : 'learners'}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Done</th>
            <th scope="col">Opened a hint</th>
            <th scope="col">Saw the solution</th>
            <th scope="col">Had it typed</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.id}>
              <th scope="row">{step.title}</th>
              <td>{step.done ?? 'no check'}</td>
              <td>{step.openedHints}</td>
              <td>{step.sawSolution}</td>
              <td>{step.hadItTyped}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
