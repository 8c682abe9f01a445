'use client';

import { ErrorNotice } from './_components/error-notice.tsx';

export default function ErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return <ErrorNotice digest={error.digest} onRetry={reset} />;
}
