import { spacedCode, type CertificateFacts, type CertificateRow } from '../../../protocol/certificate.ts';
import { BrandMark } from '../../_components/brand-mark.tsx';
import type { MadeCertificate } from '../../_server/certificates.ts';
import styles from './sheet.module.css';

interface SheetProps {
  readonly certificate: MadeCertificate;
  /** Of this site, where its code can be looked up. */
  readonly address: string;
  /** Is it what its page is about? */
  readonly isTitle: boolean;
}

/** A certificate as it goes on one page of paper: always light. */
export function CertificateSheet({ certificate: { code, name, facts, madeAtMs }, address, isTitle }: SheetProps) {
  const Kind = isTitle ? 'h1' : 'h2';
  const project = facts.rows.find(({ isProject }) => isProject);
  return (
    <article
      className={styles['sheet']}
      aria-label={`Certificate for ${name}`}
      data-rows={facts.rows.length > 18 ? 'many' : 'few'}
    >
      <p className={styles['brand']}>
        <BrandMark /> Slipway
      </p>
      <Kind className={styles['kind']}>Certificate</Kind>
      <p className={styles['name']}>{name}</p>
      <p className={styles['what']}>
        has done{' '}
        <strong>{facts.title === '' ? 'all courses of this installation' : `the course ${facts.title}`}</strong> by
        working in a sandbox with its own Docker Engine. {sentence(facts)}
      </p>
      {project === undefined ? null : (
        <p className={styles['project']}>
          Final project, <em>{project.title}</em>:{' '}
          <strong>
            {project.passed} of {project.total} checks
          </strong>
        </p>
      )}
      <ol className={styles['rows']}>
        {facts.rows.map((row) => (
          <li key={row.title}>
            <span className={styles['title']}>
              {row.title}
              {row.isProject ? ' (final project)' : ''}
              {row.lessons === null ? '' : `, ${row.lessons} lessons`}
            </span>
            <span className={styles['checks']}>{resultOf(row)}</span>
            <span className={styles['date']}>{row.doneAtMs === null ? 'open' : day(row.doneAtMs, 'short')}</span>
          </li>
        ))}
      </ol>
      <footer className={styles['foot']}>
        <p>
          Made on {day(madeAtMs, 'long')}. What was passed was found on the machine itself, or asked in a quiz; nothing
          is told here of what was skipped. The name is as the learner typed it.
        </p>
        <p>
          To compare: {address}/certificate/<span className={styles['code']}>{spacedCode(code)}</span>
        </p>
      </footer>
    </article>
  );
}

function sentence({ rows }: CertificateFacts): string {
  const sum = (key: 'passed' | 'total'): number => rows.reduce((all, row) => all + row[key], 0);
  return `${sum('passed')} of ${sum('total')} checks passed.`;
}

function resultOf({ passed, total, project }: CertificateRow): string {
  if (total === 0) return 'read';
  const checks = `${passed} of ${total} checks`;
  return project === null ? checks : `${checks}, project ${project.passed} of ${project.total}`;
}

/** A day as it is said everywhere, whatever the clock of the reader: 21 Nov 2026. */
function day(ms: number, month: 'short' | 'long'): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' }).format(ms);
}
