import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { RunnerEvent } from '../../protocol/sandbox.ts';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  onStart(how: 'warm' | 'cold' | 'restored', tookMs: number): void;
  /** Counts what is published. */
  onEvent(event: RunnerEvent): void;
}

export interface MetricSources {
  readonly states: () => Readonly<Record<string, number>>;
  readonly warm: () => { readonly idle: number; readonly creating: number; readonly waiting: number };
  readonly slots: () => { readonly free: number; readonly taken: number };
  readonly freeDiskBytes: () => Promise<number>;
  readonly capacity: number;
}

/** The runner's own registry of metrics; the numbers are read when somebody asks. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const gauge = (name: string, help: string, labelNames: string[], read: (gauge: Gauge) => unknown): void => {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        await read(this);
      },
    });
  };
  gauge('slipway_sandboxes', 'Sandboxes in the hands of learners, by state', ['state'], (g) => {
    for (const [state, count] of Object.entries(sources.states())) g.set({ state }, count);
  });
  gauge('slipway_pool', 'Sandboxes kept ready, being made, and learners waiting', ['what'], (g) => {
    for (const [what, count] of Object.entries(sources.warm())) g.set({ what }, count);
  });
  gauge('slipway_network_slots', 'Networks for sandboxes', ['what'], (g) => {
    for (const [what, count] of Object.entries(sources.slots())) g.set({ what }, count);
  });
  gauge('slipway_free_disk_bytes', 'Room in the storage pool', [], async (g) => g.set(await sources.freeDiskBytes()));
  gauge('slipway_capacity', 'How many sandboxes fit', [], (g) => g.set(sources.capacity));

  const stops = new Counter({
    name: 'slipway_sandbox_stops_total',
    help: 'Sandboxes that ended, by reason',
    labelNames: ['reason'],
    registers,
  });
  const starts = new Histogram({
    name: 'slipway_sandbox_start_seconds',
    help: 'From the request to a ready sandbox',
    labelNames: ['how'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10, 30],
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    onStart: (how, tookMs) => starts.observe({ how }, tookMs / 1000),
    onEvent(event) {
      if (event.type !== 'sandbox' || event.sandbox.state !== 'stopped') return;
      stops.inc({ reason: event.sandbox.stopReason ?? 'unknown' });
    },
  };
}
