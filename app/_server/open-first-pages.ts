import { allCourses } from './lessons.ts';

/**
 * Asks the site at `origin`, this one, for its front page and a lesson, as nobody in particular. Next loads the code of a
 * page when it is first asked for, which takes seconds: the first visitor shall not wait for it. Throws what goes wrong.
 */
export async function openFirstPages(origin: string): Promise<void> {
  const lesson = (await allCourses()).flatMap(({ lessons }) => lessons)[0];
  for (const path of ['/', ...(lesson === undefined ? [] : [`/learn/${lesson.id}`])]) {
    const answer = await fetch(new URL(path, origin), { redirect: 'manual' });
    await answer.arrayBuffer();
  }
}
