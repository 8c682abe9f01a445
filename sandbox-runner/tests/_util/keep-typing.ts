import type { TerminalBrowser } from './terminal-browser.ts';

/** Somebody who types one command after the other into a terminal that shows a prompt. */
export interface Typist {
  /** So many commands were answered. */
  readonly answers: number;
  /** Stops them; throws when an answer did not come in time. */
  stop(): Promise<void>;
}

const pauseMs = 200;

/** Begins to type; each answer has to come within `answerMs`. */
export function keepTyping(browser: TerminalBrowser, answerMs: number): Typist {
  let answers = 0;
  let isStopped = false;
  const typing = (async () => {
    while (!isStopped) {
      browser.type(`echo answer-$((${answers}+1)).\r`);
      await browser.sees(`answer-${answers + 1}.`, answerMs);
      answers += 1;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  // Told by stop(), not as an unhandled rejection.
  typing.catch(() => undefined);
  return {
    get answers() {
      return answers;
    },
    stop() {
      isStopped = true;
      return typing;
    },
  };
}
