/** What the `lesson` command is given by who starts it: scripts/lesson.ts, or a test. */
export interface Surroundings {
  /** Where the author is; paths in arguments are relative to it. */
  readonly cwd: string;
  /** The checkout of Slipway. */
  readonly checkout: string;
  /** The lessons folders of this installation, the repository's first. */
  readonly lessonRoots: readonly string[];
  readonly hasColor: boolean;
  /** A line, or several, for the author. */
  readonly say: (text: string) => void;
  /** What the author answers to a question; undefined: there is nobody to ask. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly runner: {
    readonly url: string;
    /** The ticket secret of the installation on this machine; undefined: it can't be read. */
    readonly secret: () => Promise<string | undefined>;
  };
  /**
   * A Slipway on this machine that shows the lessons folder `root` and follows what is edited in it: the one that runs, or
   * one that is started for it. Throws UsageError when another one is in the way.
   */
  readonly preview: (root: string) => Promise<PreviewSite>;
  /** Ends what is waiting, such as `test --watch`. */
  readonly signal: AbortSignal;
}

export interface PreviewSite {
  /** Without a slash at the end. */
  readonly url: string;
  /** Stops it, if it was started for this. */
  readonly stop: () => Promise<void>;
}

/** The author asked for something that there is not: told with how to ask, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
