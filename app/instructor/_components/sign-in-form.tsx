'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import button from '../../_components/button.module.css';
import { askSession, sentence } from './instructor-api.ts';
import styles from './instructor.module.css';

/** Asks for the key of the installation. */
export function SignInForm() {
  const router = useRouter();
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        setBusy(true);
        setProblem('');
        askSession('POST', { key: data.get('key'), name: data.get('name') }).then(
          () => router.refresh(),
          (error: unknown) => {
            setProblem(sentence(error));
            setBusy(false);
          },
        );
      }}
    >
      <p>
        Who has the key of this installation can upload lessons, test them here, and publish them.{' '}
        <code>npm start</code> says where the key lies; the operator of this site can read it.
      </p>
      <label className={styles['field']}>
        <span>Key</span>
        <input name="key" type="password" required autoComplete="current-password" spellCheck={false} maxLength={200} />
      </label>
      <label className={styles['field']}>
        <span>Your name, for other instructors (may be left out)</span>
        <input name="name" autoComplete="name" maxLength={40} />
      </label>
      {problem === '' ? null : (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <button type="submit" className={`${button['button']} ${button['next']}`} disabled={isBusy}>
        {isBusy ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  );
}
