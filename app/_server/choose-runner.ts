import { AppError } from '../../protocol/errors.ts';
import { siteConfig } from './env.ts';
import { runnerClient } from './runner-client.ts';

/** The URL of the runner with most room. With a single runner nothing is asked. Throws the first runner's error if none answers. */
export async function chooseRunner(): Promise<string> {
  const { runnerUrls } = siteConfig();
  const [only] = runnerUrls;
  if (runnerUrls.length === 1 && only !== undefined) return only;
  const answers = await Promise.allSettled(
    runnerUrls.map(async (url) => {
      const health = await runnerClient(url).health();
      return { url, room: health.ok ? health.capacity - health.sandboxes : -1 };
    }),
  );
  const rooms = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const best = rooms.sort((a, b) => b.room - a.room)[0];
  if (best !== undefined) return best.url;
  const cause = answers.find((answer) => answer.status === 'rejected')?.reason as unknown;
  if (cause instanceof AppError) throw cause;
  throw new AppError('runner_unreachable', 'no runner is configured', { cause });
}
