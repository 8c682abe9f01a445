import type { UploadProblem } from '../../../protocol/instructor.ts';
import styles from './instructor.module.css';

/** What lint says, by file and line. Errors keep the upload back, warnings don't. */
export function ProblemList({ problems }: { readonly problems: readonly UploadProblem[] }) {
  if (problems.length === 0) return <p className={styles['fine']}>Lint finds nothing wrong.</p>;
  const errors = problems.filter(({ isWarning }) => !isWarning).length;
  const warnings = problems.length - errors;
  const counts = [
    ...(errors === 0 ? [] : [errors === 1 ? '1 error' : `${errors} errors`]),
    ...(warnings === 0 ? [] : [warnings === 1 ? '1 warning' : `${warnings} warnings`]),
  ];
  return (
    <div className={errors === 0 ? styles['warning'] : styles['errors']}>
      <p>
        <strong>Lint: {counts.join(', ')}.</strong>{' '}
        {errors === 0
          ? 'It can go on all the same.'
          : 'Correct what is said here, and upload it again: with errors it can’t be tested or published.'}
      </p>
      <ul>
        {problems.map(({ file, line, column, message, isWarning }, index) => (
          <li key={index}>
            <code>
              {file}
              {line === null ? '' : `:${line}`}
              {line === null || column === null ? '' : `:${column}`}
            </code>
            <br />
            {isWarning ? 'Warning: ' : ''}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
