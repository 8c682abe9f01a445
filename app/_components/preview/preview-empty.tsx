'use client';

import buttons from '../button.module.css';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import styles from './preview-tool.module.css';

const example =
  "docker run -d -p 8080:80 busybox sh -c 'echo Hello from a container > /tmp/index.html; httpd -f -p 80 -h /tmp'";

/** What stands where there is nothing to show. */
export function PreviewEmpty({ kind }: { readonly kind: 'asking' | 'no-ports' | 'no-way' | 'silent' }) {
  const { run } = useWorkspace();
  if (kind === 'asking')
    return (
      <p className={styles['empty']} role="status">
        Asking the engine which ports are published…
      </p>
    );
  if (kind === 'silent')
    return (
      <p className={styles['empty']} role="status">
        The Docker Engine of your machine does not answer just now. What it publishes shows here as soon as it does.
      </p>
    );
  if (kind === 'no-way')
    return (
      <div className={styles['empty']}>
        <p>
          <strong>Previews can’t be opened at this address of the site.</strong>
        </p>
        <p>
          They need a host name or a port of their own, which the operator sets up with{' '}
          <code>SLIPWAY_PREVIEW_DOMAIN</code> or <code>SLIPWAY_PREVIEW_PORT</code>. In the terminal,{' '}
          <code>curl localhost:8080</code> shows what a port serves.
        </p>
      </div>
    );
  return (
    <div className={styles['empty']}>
      <p>
        <strong>No port is published yet.</strong>
      </p>
      <p>
        A container’s ports are its own until one is published with <code>-p</code>. As soon as a running container
        publishes one, what it serves shows here. This one answers on port 8080 of your machine:
      </p>
      <pre className={styles['example']}>
        <code>{example}</code>
      </pre>
      <button type="button" className={buttons['button']} onClick={() => run(example)}>
        Run it in the terminal
      </button>
    </div>
  );
}
