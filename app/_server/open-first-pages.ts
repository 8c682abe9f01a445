import { allCourses } from './lessons.ts';

/**
 * Asks the site at `origin`, this one, for its front page and a lesson, as nobody in particular, and for what starting a
 * machine asks, without starting one. Next loads the code of a page or an answer when it is first asked for, which takes
 * seconds: the first visitor shall not wait for it. Throws what goes wrong.
 */
export async function openFirstPages(origin: string): Promise<void> {
  const lesson = (await allCourses()).flatMap(({ lessons }) => lessons)[0];
  const ask = async (method: 'GET' | 'OPTIONS', path: string): Promise<void> => {
    const answer = await fetch(new URL(path, origin), { method, redirect: 'manual' });
    await answer.arrayBuffer();
  };
  await ask('GET', '/');
  if (lesson === undefined) return;
  await ask('GET', `/learn/${lesson.id}`);
  await ask('OPTIONS', `/api/lessons/${lesson.id}/lease`);
  await ask('OPTIONS', '/api/leases/none');
}
