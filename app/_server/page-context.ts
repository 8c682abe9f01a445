import 'server-only';
import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { Course, Lesson } from '../../lesson-kit/course.ts';
import { AppError } from '../../protocol/errors.ts';
import { projectorCookie, readTheme, themeCookie, type Theme } from '../theme.ts';
import { requireLesson } from './lessons.ts';
import { findInstructor, type Instructor } from './instructor/instructor-session.ts';
import { findLearner, readToken, sessionCookie } from './session.ts';

/** The id of the learner who asked for this page, if they are known. */
export const pageLearner = cache(async (): Promise<string | undefined> => findLearner(await pageToken()));

/** The instructor who asked for this page, if it is one. */
export async function pageInstructor(): Promise<Instructor | undefined> {
  return findInstructor((await headers()).get('cookie'));
}

async function pageToken(): Promise<string | undefined> {
  const value = (await cookies()).get(sessionCookie)?.value;
  return readToken(value === undefined ? undefined : `${sessionCookie}=${value}`);
}

/** The lesson of a page's address, and its course; where there is none, the page is Not found. */
export async function pageLesson(address: {
  readonly course: string;
  readonly lesson: string;
}): Promise<{ course: Course; lesson: Lesson }> {
  try {
    return await requireLesson(address.course, address.lesson);
  } catch (error) {
    if (error instanceof AppError && error.code === 'lesson_not_found') notFound();
    throw error;
  }
}

/** Is this page shown to a room? */
export async function pageProjector(): Promise<boolean> {
  return (await cookies()).get(projectorCookie)?.value === '1';
}

/** The colours that the reader chose. */
export async function pageTheme(): Promise<Theme> {
  return readTheme((await cookies()).get(themeCookie)?.value);
}
