const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long ago `ms` milliseconds are, in words: just now, 5 minutes ago, 1 hour ago, 2 days ago. */
export function ago(ms: number): string {
  if (ms < minuteMs) return 'just now';
  if (ms < hourMs) return counted(ms / minuteMs, 'minute');
  return ms < dayMs ? counted(ms / hourMs, 'hour') : counted(ms / dayMs, 'day');
}

function counted(value: number, unit: string): string {
  const whole = Math.floor(value);
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
}
