'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import type { Workshop } from '../../../protocol/instructor.ts';
import button from '../../_components/button.module.css';
import { askSession, readWorkshop, sentence } from './instructor-api.ts';
import styles from './instructor.module.css';
import { UploadCard } from './upload-card.tsx';
import { UploadForm } from './upload-form.tsx';

const whileTestedMs = 1000;

/** What an instructor has brought, and how to bring more. Follows a test while it runs. */
export function Workbench({ first, name }: { readonly first: Workshop; readonly name: string }) {
  const router = useRouter();
  const [workshop, setWorkshop] = useState(first);
  const [problem, setProblem] = useState('');
  const isTested = workshop.uploads.some(({ proof }) => proof?.state === 'running');

  const show = useCallback((next: Workshop) => {
    setWorkshop(next);
    setProblem('');
  }, []);
  useEffect(() => {
    if (!isTested) return;
    const timer = setTimeout(() => {
      // A look that fails is followed by another one: a new object makes the next timer.
      readWorkshop().then(show, (error: unknown) => {
        setProblem(sentence(error));
        setWorkshop((known) => ({ ...known }));
      });
    }, whileTestedMs);
    return () => clearTimeout(timer);
  }, [isTested, workshop, show]);

  const drafts = workshop.uploads.filter(({ isPublished }) => !isPublished);
  const published = workshop.uploads.filter(({ isPublished }) => isPublished);
  return (
    <>
      <div className={styles['who']}>
        <p>
          You are signed in as {name}. What you publish is open to every learner at once; what is in a draft only to
          instructors. <Link href="/instructor/help">Where learners asked for help</Link>
        </p>
        <button
          type="button"
          className={button['button']}
          onClick={() => {
            askSession('DELETE').then(
              () => router.refresh(),
              (error: unknown) => setProblem(sentence(error)),
            );
          }}
        >
          Sign out
        </button>
      </div>
      {problem === '' ? null : (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <UploadForm courses={workshop.courses} onUploaded={show} />
      <section aria-labelledby="drafts" className={styles['section']}>
        <h2 id="drafts">Drafts</h2>
        {drafts.length === 0 ? (
          <p className={styles['soft']}>
            None. What you upload stands here first: linted, ready to be tested and published.
          </p>
        ) : (
          drafts.map((upload) => <UploadCard key={upload.id} upload={upload} onChange={show} />)
        )}
      </section>
      <section aria-labelledby="published" className={styles['section']}>
        <h2 id="published">Published</h2>
        {published.length === 0 ? (
          <p className={styles['soft']}>None yet. The lessons that come with Slipway are not listed here.</p>
        ) : (
          published.map((upload) => <UploadCard key={upload.id} upload={upload} onChange={show} />)
        )}
      </section>
    </>
  );
}
