import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { readTheme, themeCookie, type Theme } from '../theme.ts';
import { findLearner, readToken, sessionCookie } from './session.ts';

/** The id of the learner who asked for this page, if they are known. */
export const pageLearner = cache(async (): Promise<string | undefined> => {
  const value = (await cookies()).get(sessionCookie)?.value;
  return findLearner(readToken(value === undefined ? undefined : `${sessionCookie}=${value}`));
});

/** The colours that the reader chose. */
export async function pageTheme(): Promise<Theme> {
  return readTheme((await cookies()).get(themeCookie)?.value);
}
