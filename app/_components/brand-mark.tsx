/** A hull on its slipway. */
export function BrandMark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M2 8.2 20.5 5.6 18 12.4 6 14.6Z" fill="currentColor" />
      <path d="M1.5 19.6 22.5 15.4" stroke="var(--accent)" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M7.2 15.6v2.2M16 13.6v2.5" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
