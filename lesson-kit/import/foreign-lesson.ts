/** A lesson in another tool's format, read: what both formats have in common. Its texts are Markdown of that tool. */
export interface ForeignLesson {
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly introduction: string;
  readonly steps: readonly ForeignStep[];
  /** What is run before the learner arrives. */
  readonly setup: readonly string[];
  /** By path in the learner's home. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** What could not be carried over, as sentences for the author. */
  readonly lost: readonly string[];
}

export interface ForeignStep {
  readonly title: string;
  readonly text: string;
  /** A shell script that ends with 0 when the step is done. */
  readonly verify: string | undefined;
  readonly hint: string | undefined;
}
