/** Something that was sent must be followed by something that is heard within this time, or a question is asked. */
const askAfterMs = 4000;
/** An unanswered question means that the connection is dead, whatever the browser believes. */
const answerWithinMs = 4000;

export interface Liveness {
  sent(): void;
  heard(): void;
  /** Asks at once: the laptop may have slept. */
  probe(): void;
  stop(): void;
}

/**
 * Notices a connection that is dead without having been closed, as after a sleep or a change of networks. `ask` must
 * make the other side say something; `onDead` is called once.
 */
export function watchLiveness(ask: () => void, onDead: () => void): Liveness {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  const clear = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const probe = (): void => {
    if (isAsking) return;
    clear();
    isAsking = true;
    timer = setTimeout(onDead, answerWithinMs);
    ask();
  };
  return {
    sent() {
      timer ??= setTimeout(probe, askAfterMs);
    },
    heard() {
      if (timer === undefined) return;
      isAsking = false;
      clear();
    },
    probe,
    stop: clear,
  };
}
