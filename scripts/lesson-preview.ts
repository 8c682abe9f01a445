import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError, type PreviewSite } from '../lesson-kit/command/surroundings.ts';
import { siteUrl, startInstallation } from './installation.ts';
import { preflight } from './preflight.ts';
import { createProgress } from './progress.ts';
import type { Settings } from './settings.ts';

const answerSchema = z.object({ roots: z.array(z.string()) });
const answerWithinMs = 20_000;

/**
 * A Slipway that previews the lessons in `root`: the one that runs on this machine, if it does, else one that is started as
 * `npm start` does, whose site is this user's, so that it reads what they can read. Throws UsageError when another one is
 * in the way.
 */
export async function previewSite(checkout: string, settings: Settings, root: string): Promise<PreviewSite> {
  const url = siteUrl(settings);
  const running = await ask(`${url}/api/lesson-preview`);
  if (running !== undefined) {
    const { data } = answerSchema.safeParse(await running.json().catch(() => undefined));
    const roots = await Promise.all((data?.roots ?? []).map((one) => realpath(one).catch(() => one)));
    if (roots.includes(root)) return { url, stop: () => Promise.resolve() };
    throw new UsageError(
      `At ${url} runs a Slipway that ${data === undefined ? 'is no preview' : `previews other lessons (${roots.join(', ')})`}. Stop it (Ctrl-C where it was started) and say this again, or start it with SLIPWAY_LESSON_PREVIEW=${root} LESSONS_DIR=${root}.`,
    );
  }
  const progress = createProgress();
  await preflight(settings);
  const isHandbook = root === join(checkout, 'lessons');
  const others = (settings.lessonsDir ?? '').split(':').filter((dir) => dir !== '' && dir !== root);
  const installation = await startInstallation(
    checkout,
    {
      ...settings,
      // As it is edited, not the copy that is made of it at the start.
      hasHandbook: settings.hasHandbook && !isHandbook,
      lessonsDir: [...others, root].join(':'),
      env: { ...settings.env, SLIPWAY_LESSON_PREVIEW: root },
    },
    progress,
    true,
  );
  return {
    url,
    stop: () => progress.step('stopping site, runner, engine and database', () => installation.stop()),
  };
}

async function ask(url: string): Promise<Response | undefined> {
  return fetch(url, { signal: AbortSignal.timeout(answerWithinMs) }).catch(() => undefined);
}
