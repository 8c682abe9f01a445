import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import button from '../button.module.css';
import { MachineState } from './machine-state.tsx';
import styles from './where-next.module.css';

export interface HomeMachine {
  readonly title: string;
  readonly href: string;
  readonly state: 'running' | 'saved';
  readonly ms: number;
}

interface WhereNextProps {
  readonly label: 'Where you were' | 'Next' | 'Start here';
  readonly title: string;
  readonly detail: string;
  readonly href: string;
  readonly machine: HomeMachine | undefined;
}

/** The one thing to do next: where the learner was, or what comes after it. */
export function WhereNext({ label, title, detail, href, machine }: WhereNextProps) {
  return (
    <section className={styles['next']} aria-labelledby="next">
      <div className={styles['words']}>
        <h2 id="next" className={styles['label']}>
          {label}
        </h2>
        <p className={styles['title']}>{title}</p>
        <p className={styles['detail']}>{detail}</p>
        {machine === undefined ? null : (
          <p className={styles['detail']}>
            <MachineState state={machine.state} ms={machine.ms} />
          </p>
        )}
      </div>
      <Link href={href} className={`${button['button']} ${button['next']} ${button['large']}`} prefetch={false}>
        {label === 'Where you were' ? 'Continue' : 'Begin'} <ArrowRight size={20} aria-hidden="true" />
      </Link>
    </section>
  );
}

/** The machines that a learner has besides: they count, and nobody remembers them. */
export function OtherMachines({ machines }: { readonly machines: readonly HomeMachine[] }) {
  if (machines.length === 0) return null;
  return (
    <section className={styles['others']} aria-labelledby="others">
      <h2 id="others" className={styles['label']}>
        Your other machines
      </h2>
      <ul>
        {machines.map(({ title, href, state, ms }) => (
          <li key={href}>
            <Link href={href} prefetch={false}>
              {title}
            </Link>
            <MachineState state={state} ms={ms} />
          </li>
        ))}
      </ul>
    </section>
  );
}
