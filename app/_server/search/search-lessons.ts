import type { SearchResult } from 'minisearch';
import { maxQueryChars, type SearchAnswer } from '../../../protocol/search.ts';
import { allCourses } from '../lessons.ts';
import { excerpt, isIn, marked } from './marked.ts';
import { searchIndex, type Entry, type SearchIndex } from './search-index.ts';

const mostLessons = 20;
const mostSteps = 4;

/** Lessons and steps that have all words of `query`; if there are none, words like these; and then any of them. */
export async function searchLessons(query: string): Promise<SearchAnswer> {
  const words = query.trim().slice(0, maxQueryChars);
  if (words === '') return { query: words, isSimilar: false, lessons: [] };
  const { hits, isSimilar } = find(await searchIndex(await allCourses()), words);
  const byLesson = new Map<string, Hit[]>();
  for (const hit of hits) byLesson.set(hit.lesson, [...(byLesson.get(hit.lesson) ?? []), hit]);
  return { query: words, isSimilar, lessons: [...byLesson.values()].slice(0, mostLessons).map(toLesson) };
}

type Hit = Entry & Pick<SearchResult, 'terms'>;

function find(index: SearchIndex, words: string): { hits: readonly Hit[]; isSimilar: boolean } {
  const search = (options: Parameters<SearchIndex['search']>[1]): Hit[] =>
    index.search(words, options) as unknown as Hit[];
  const exact = search({ combineWith: 'AND' });
  if (exact.length > 0) return { hits: exact, isSimilar: false };
  const similar = search({ combineWith: 'AND', fuzzy: 0.2 });
  return { hits: similar.length > 0 ? similar : search({ combineWith: 'OR', fuzzy: 0.2 }), isSimilar: true };
}

function toLesson(hits: readonly Hit[]): SearchAnswer['lessons'][number] {
  const whole = hits.find(({ step }) => step === null);
  const first = hits[0];
  const terms = [...new Set(hits.flatMap((hit) => hit.terms))];
  const { lesson = '', course = '', lessonTitle = '' } = first ?? {};
  return {
    href: `/learn/${lesson}`,
    course,
    title: marked(lessonTitle, terms),
    summary: whole === undefined ? [] : marked(whole.summary, whole.terms),
    steps: hits
      .filter(({ step }) => step !== null)
      .slice(0, mostSteps)
      .map((hit) => {
        const source = isIn(hit.text, hit.terms) || !isIn(hit.commands, hit.terms) ? hit.text : hit.commands;
        return {
          href: `/learn/${lesson}#${hit.step ?? ''}`,
          title: marked(hit.title, hit.terms),
          excerpt: marked(excerpt(source, hit.terms), hit.terms),
        };
      }),
  };
}
