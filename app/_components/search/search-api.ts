import { searchAnswerSchema, type SearchAnswer } from '../../../protocol/search.ts';

/** What the lessons say about `query`. Throws when the site does not answer, refuses, or `signal` says so. */
export async function askSearch(query: string, signal: AbortSignal): Promise<SearchAnswer> {
  const answer = await fetch(`/api/search?q=${encodeURIComponent(query)}`, { signal });
  if (!answer.ok) throw new Error(`the search answered ${answer.status}`);
  return searchAnswerSchema.parse(await answer.json());
}
