'use client';

import { ErrorNotice } from './_components/error-notice.tsx';
import './globals.css';

/** When even the frame of the page fails. */
export default function GlobalErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Slipway</title>
        <ErrorNotice digest={error.digest} onRetry={reset} />
      </body>
    </html>
  );
}
