import type { Proof } from '../../../protocol/instructor.ts';
import styles from './instructor.module.css';

const outcome: Readonly<Record<Proof['state'], string>> = {
  running: 'Test runs',
  passed: 'Test passed',
  failed: 'Test failed',
  stopped: 'Test stopped',
  interrupted: 'Test interrupted: the site was stopped meanwhile. Test again.',
};

/** How a test stands, or what it found: for each lesson what held, what didn't, and how long it took. */
export function ProofView({ proof, doing }: { readonly proof: Proof; readonly doing: string | null }) {
  const { state, lessons, total, startedAt, endedAt } = proof;
  const seconds = endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return (
    <div className={styles['proof']} data-state={state}>
      <p role="status">
        <strong>{outcome[state]}</strong>
        {seconds === null ? '' : `, after ${time(seconds)}`}
        {state === 'running' ? `: lesson ${Math.max(1, lessons.length)} of ${total}. ${doing ?? 'Starting'} …` : ''}
      </p>
      {lessons.map(({ id, title, ms, findings }) => (
        <div key={id}>
          <h4>
            {title}
            {ms === null ? '' : ` (${time(ms / 1000)})`}
          </h4>
          <ul>
            {findings.map(({ part, detail, holds }) => (
              <li key={part} data-holds={holds}>
                <span aria-hidden="true">{holds ? '✓' : '✗'}</span>
                <span>
                  <span className="for-readers">{holds ? 'Holds: ' : 'Does not hold: '}</span>
                  <code>{part}</code> <span className={styles['detail']}>{detail}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function time(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
