import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { AppError } from '../../protocol/errors.ts';
import type { SearchAnswer } from '../../protocol/search.ts';
import { SearchPanel } from '../_components/search/search-panel.tsx';
import { SiteHeader } from '../_components/site-header.tsx';
import { addressHeader } from '../_server/address.ts';
import { pageTheme } from '../_server/page-context.ts';
import { limitRate } from '../_server/rate-limits.ts';
import { searchLessons } from '../_server/search/search-lessons.ts';
import { sessionCookie } from '../_server/session.ts';

type Props = PageProps<'/search'>;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = await queryOf(searchParams);
  return { title: query === '' ? 'Search' : `“${query}” · Search`, robots: { index: false } };
}

/** Lessons and steps that speak of something. */
export default async function SearchPage({ searchParams }: Props) {
  const query = await queryOf(searchParams);
  const [found, theme] = await Promise.all([search(query), pageTheme()]);
  return (
    <>
      <SiteHeader theme={theme} trail={[{ title: 'Search' }]} />
      <main id="main" className="page">
        <h1>Search the lessons</h1>
        {typeof found === 'string' ? <p role="alert">{found}</p> : null}
        {/* Another question in the address is another panel. */}
        <SearchPanel
          key={query}
          first={typeof found === 'string' ? { query, isSimilar: false, lessons: [] } : found}
          isFirst={query === ''}
          isPage
        />
      </main>
    </>
  );
}

/** What was found, or why nothing was looked for. */
async function search(query: string): Promise<SearchAnswer | string> {
  try {
    if (query !== '')
      await limitRate(
        'search',
        (await cookies()).get(sessionCookie)?.value,
        (await headers()).get(addressHeader) ?? '',
      );
    return await searchLessons(query);
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many_requests') return error.hint ?? error.message;
    throw error;
  }
}

async function queryOf(searchParams: Props['searchParams']): Promise<string> {
  const { q } = await searchParams;
  return ([q].flat()[0] ?? '').trim().slice(0, 100);
}
