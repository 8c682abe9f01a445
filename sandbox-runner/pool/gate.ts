interface Waiting {
  readonly urgent: boolean;
  readonly go: () => void;
}

/** Lets at most `width` tasks run at once; urgent ones first, otherwise in the order of arrival. */
export class Gate {
  readonly #width: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;

  constructor(width: number) {
    this.#width = width;
  }

  /** Runs `task` when there is room; passes its result or error on. */
  async run<T>(urgent: boolean, task: () => Promise<T>): Promise<T> {
    await this.#enter(urgent);
    try {
      return await task();
    } finally {
      this.#leave();
    }
  }

  #enter(urgent: boolean): Promise<void> {
    if (this.#running < this.#width) {
      this.#running++;
      return Promise.resolve();
    }
    return new Promise((go) => this.#waiting.push({ urgent, go }));
  }

  #leave(): void {
    const urgent = this.#waiting.findIndex((w) => w.urgent);
    const [next] = this.#waiting.splice(Math.max(urgent, 0), 1);
    if (next === undefined) this.#running--;
    else next.go();
  }
}
