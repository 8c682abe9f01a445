import type { RunnerEvent } from '../../protocol/sandbox.ts';

/** Passes what happens to whoever listens. Listeners must not throw. */
export class Hub {
  readonly #listeners = new Set<(event: RunnerEvent) => void>();

  publish(event: RunnerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The returned function ends it. */
  subscribe(listener: (event: RunnerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
