/** A hull on its slipway. */
export function BrandMark() {
  return (
    <svg className="brand-mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <g transform="rotate(-9 12 12)">
        <path d="M2.5 7.5h19.2l-2.6 5.2a3 3 0 0 1-2.7 1.7H7.4A4.4 4.4 0 0 1 3.2 11Z" fill="currentColor" />
        <path d="M1.5 18.6h21" stroke="var(--accent)" strokeWidth="2.6" strokeLinecap="round" />
      </g>
    </svg>
  );
}
