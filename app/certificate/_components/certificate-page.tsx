import { notFound } from 'next/navigation';
import type { Course } from '../../../lesson-kit/course.ts';
import { spacedCode } from '../../../protocol/certificate.ts';
import { SiteHeader } from '../../_components/site-header.tsx';
import type { CertificateState } from '../../_server/certificate-facts.ts';
import { certificateState, ownCertificate } from '../../_server/certificates.ts';
import { pageLearner, pageTheme } from '../../_server/page-context.ts';
import { PrintButton } from '../../print/_components/print-button.tsx';
import { CertificateForm, WithdrawButton } from './certificate-form.tsx';
import { CertificateSheet } from './certificate-sheet.tsx';
import styles from './certificate.module.css';
import { siteAddress } from './site-address.ts';

/** The learner's own page of a certificate, of `course` or of all courses: what is missing, or how to make it, or the sheet. */
export async function CertificatePage({ course }: { readonly course: Course | undefined }) {
  const learner = await pageLearner();
  const [state, made, theme, address] = await Promise.all([
    certificateState(learner, course?.slug),
    ownCertificate(learner, course?.slug),
    pageTheme(),
    siteAddress(),
  ]);
  if (state === undefined) notFound();
  const canMake = state.missing.length === 0 && state.facts.rows.length > 0;
  const trail = course === undefined ? [] : [{ title: course.title, href: `/learn/${course.slug}` }];
  return (
    <>
      <SiteHeader theme={theme} trail={[...trail, { title: 'Certificate' }]} />
      <main id="main" className={`page ${styles['main']}`}>
        <div className={styles['intro']}>
          <h1>{course === undefined ? 'A certificate of all courses' : `A certificate of ${course.title}`}</h1>
          <p>
            It says what you have done here, and when: no more than that, and nothing that was skipped.{' '}
            {course === undefined ? null : <a href="/certificate">There is one of all courses, too.</a>}
          </p>
        </div>
        {made === undefined ? null : (
          <>
            <div className={styles['tools']}>
              <p>
                Whoever has the code sees the same at{' '}
                <a href={`/certificate/${spacedCode(made.code)}`}>/certificate/{spacedCode(made.code)}</a>.
              </p>
              <PrintButton />
              <WithdrawButton code={made.code} />
            </div>
            <CertificateSheet certificate={made} address={address} isTitle={false} />
          </>
        )}
        {canMake ? (
          <CertificateForm course={course?.slug} name={made?.name ?? ''} isMade={made !== undefined} />
        ) : made === undefined ? (
          <MissingList state={state} />
        ) : null}
        <Project state={state} canMake={canMake} />
      </main>
    </>
  );
}

function MissingList({ state: { missing, facts } }: { readonly state: CertificateState }) {
  if (missing.length === 0) return <p>There is nothing here yet that could be certified.</p>;
  const total = facts.rows.length;
  return (
    <section className={styles['missing']} aria-labelledby="missing">
      <h2 id="missing">
        {total - missing.length} of {total} done. What is missing:
      </h2>
      <ul>
        {missing.map(({ href, title, state }) => (
          <li key={href}>
            <a href={href}>{title}</a>: {state}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A project that is not all done is no obstacle, but it is said beforehand. */
function Project({ state: { facts }, canMake }: { readonly state: CertificateState; readonly canMake: boolean }) {
  const project = facts.rows.find(({ isProject, doneAtMs }) => isProject && doneAtMs === null);
  if (!canMake || project === undefined) return null;
  return (
    <p className={styles['intro']}>
      Your project stands at {project.passed} of {project.total} checks, and a certificate made now says so. You can go
      on with it and make the certificate anew.
    </p>
  );
}
