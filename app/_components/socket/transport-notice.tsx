'use client';

import styles from './transport-notice.module.css';
import { useTransport } from './use-transport.ts';

/** Says so where the network blocks WebSockets, before a machine is needed. */
export function TransportNotice() {
  const isBlocked = useTransport() === 'http';
  return (
    <div role="status">
      {isBlocked ? (
        <p className={styles['notice']}>
          This network blocks WebSockets, which terminals usually need. Slipway goes by plain HTTP instead: everything
          works, only slower.
        </p>
      ) : null}
    </div>
  );
}
