'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import button from '../../_components/button.module.css';
import { askSite } from '../../_components/machine/machine-api.ts';
import { useAsking } from '../../_components/quiz/use-asking.ts';
import styles from './certificate.module.css';

interface CertificateFormProps {
  /** Undefined: of all courses. */
  readonly course: string | undefined;
  readonly name: string;
  readonly isMade: boolean;
}

/** Asks for the name, and makes the certificate or makes it anew. */
export function CertificateForm({ course, name: lastName, isMade }: CertificateFormProps) {
  const router = useRouter();
  const [name, setName] = useState(lastName);
  const { isAsking, refusal, ask } = useAsking();
  const submit = (): void => {
    if (name.trim() === '') return;
    ask(async () => {
      await askSite('PUT', '/api/certificates', { ...(course === undefined ? {} : { course }), name });
      router.refresh();
    });
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label htmlFor="certificate-name">The name that stands on it</label>
      <div className={styles['field']}>
        <input
          id="certificate-name"
          name="name"
          autoComplete="name"
          maxLength={80}
          value={name}
          aria-describedby="certificate-name-use"
          onChange={(event) => setName(event.target.value)}
        />
        <button
          type="submit"
          className={`${button['button']} ${isMade ? '' : button['next']}`}
          aria-disabled={isAsking || name.trim() === ''}
        >
          {isAsking ? 'Making…' : isMade ? 'Make it anew' : 'Make the certificate'}
        </button>
      </div>
      <p id="certificate-name-use" className={styles['use']}>
        The name is kept on this installation, with the certificate, and shown to whoever has its code. Withdraw the
        certificate, and both are deleted.
      </p>
      <p role="status" className={styles['use']}>
        {refusal}
      </p>
    </form>
  );
}

/** Withdraws the certificate: its code leads nowhere from then on. */
export function WithdrawButton({ code }: { readonly code: string }) {
  const router = useRouter();
  const [isSure, setIsSure] = useState(false);
  const { isAsking, refusal, ask } = useAsking();
  const withdraw = (): void => {
    if (!isSure) {
      setIsSure(true);
      return;
    }
    ask(async () => {
      await askSite('DELETE', `/api/certificates/${code}`);
      router.refresh();
    });
  };
  return (
    <>
      <button type="button" className={`${button['button']} ${button['quiet']}`} onClick={withdraw}>
        {isAsking ? 'Withdrawing…' : isSure ? 'Really withdraw: its code will lead nowhere' : 'Withdraw'}
      </button>
      {refusal === null ? null : <p role="status">{refusal}</p>}
    </>
  );
}
