/** One measured thing: its samples in one unit, and what it should stay under. */
export interface Measurement {
  readonly name: string;
  readonly unit: 'ms' | 'kB' | 'MB' | '×' | 'MB/s' | 's';
  readonly samples: readonly number[];
  readonly goal: number | undefined;
  /** Is the goal a ceiling (times) or a floor (throughput)? */
  readonly better: 'lower' | 'higher';
}

/** The value below which `share` (0…1) of the samples lie: nearest rank. NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A table in Markdown: one row per measurement with p50, p95, goal and whether p95 (for one sample: it) meets it. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((m) => {
    const p50 = percentile(m.samples, 0.5);
    const p95 = percentile(m.samples, m.better === 'lower' ? 0.95 : 0.05);
    const met = m.goal === undefined ? '' : (m.better === 'lower' ? p95 <= m.goal : p95 >= m.goal) ? 'yes' : 'no';
    return `| ${m.name} | ${m.samples.length} | ${show(p50)} ${m.unit} | ${show(p95)} ${m.unit} | ${m.goal === undefined ? '' : `${m.goal} ${m.unit}`} | ${met} |`;
  });
  return ['| what | runs | p50 | p95 | goal | p95 meets it |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

function show(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
