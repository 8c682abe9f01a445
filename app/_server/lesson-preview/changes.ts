import { watchFolder } from '../../../lesson-kit/watch-folder.ts';
import { siteConfig } from '../env.ts';
import { logger } from '../logger.ts';
import { processWide } from '../process-wide.ts';

/** Editors write a file in several moves. */
const settleMs = 120;

/** A word that changes whenever something in the lessons folders does. They are watched from the first call on. */
export function lessonsVersion(): string {
  return processWide('lesson changes', watchLessons).version;
}

function watchLessons(): { readonly version: string } {
  const watched = { version: `${Date.now()}` };
  const never = new AbortController().signal;
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (const root of siteConfig().previewRoots)
    watchFolder(root, never, () => {
      clearTimeout(timer);
      timer = setTimeout(() => (watched.version = `${Date.now()}`), settleMs);
    }).catch((error: unknown) => logger().warn({ root, err: error }, 'a folder of lessons can not be watched'));
  return watched;
}
