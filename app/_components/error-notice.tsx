'use client';

import button from './button.module.css';

/** A page that could not be made: what that means, and the one thing to do. */
export function ErrorNotice({
  digest,
  onRetry,
}: {
  readonly digest: string | undefined;
  readonly onRetry: () => void;
}) {
  return (
    <main id="main" className="page">
      <h1>This page could not be shown</h1>
      <p>
        Something failed on our side, not yours. Your progress is saved, and a machine that is running keeps running.
        Try again in a moment.
      </p>
      {digest === undefined ? null : (
        <p>
          If it happens again, tell the operator this number: <code>{digest}</code>
        </p>
      )}
      <button type="button" className={`${button['button']} ${button['next']}`} onClick={onRetry}>
        Try again
      </button>
    </main>
  );
}
