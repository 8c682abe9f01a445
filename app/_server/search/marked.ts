import type { Marked } from '../../../protocol/search.ts';

const around = 70;

/** `text` in pieces, those that begin a word with one of `terms` marked up to the end of the term. */
export function marked(text: string, terms: readonly string[]): Marked {
  const pattern = wordStart(terms);
  if (pattern === undefined) return [{ text, isHit: false }];
  const pieces: { text: string; isHit: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), isHit: false });
    pieces.push({ text: match[0], isHit: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false });
  return pieces;
}

/** The part of `text` around the first of `terms`, whole words, with … where it was cut; its beginning if there is none. */
export function excerpt(text: string, terms: readonly string[]): string {
  const hit = wordStart(terms)?.exec(text)?.index ?? 0;
  const from = hit <= around ? 0 : text.indexOf(' ', hit - around) + 1;
  const wanted = from + 2 * around + 20;
  const cut = text.lastIndexOf(' ', wanted);
  const to = text.length <= wanted ? text.length : cut <= hit ? wanted : cut;
  return `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`;
}

/** Does a word of `text` begin with one of `terms`? */
export function isIn(text: string, terms: readonly string[]): boolean {
  return wordStart(terms)?.test(text) ?? false;
}

function wordStart(terms: readonly string[]): RegExp | undefined {
  if (terms.length === 0) return undefined;
  const longestFirst = terms.toSorted((a, b) => b.length - a.length).map(escape);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})`, 'giu');
}

function escape(term: string): string {
  return term.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
