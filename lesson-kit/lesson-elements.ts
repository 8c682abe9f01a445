/**
 * Everything that may stand in a lesson as <Tag>. A lesson is data: what is not listed is refused, and every attribute is
 * a plain string. `block` elements stand on lines of their own; `inline` ones inside a sentence.
 */
export interface LessonElement {
  readonly place: 'block' | 'inline';
  readonly attributes: Readonly<Record<string, 'required' | 'optional'>>;
  /** Must it be empty, as in <Check id="x" />? */
  readonly empty: boolean;
}

export const lessonElements: ReadonlyMap<string, LessonElement> = new Map<string, LessonElement>([
  ['Step', { place: 'block', attributes: { id: 'required', title: 'required' }, empty: false }],
  ['Check', { place: 'block', attributes: { id: 'required' }, empty: true }],
  ['Quiz', { place: 'block', attributes: { id: 'required' }, empty: true }],
  ['Hint', { place: 'block', attributes: { title: 'optional' }, empty: false }],
  ['Note', { place: 'block', attributes: {}, empty: false }],
  ['br', { place: 'inline', attributes: {}, empty: true }],
  ['kbd', { place: 'inline', attributes: {}, empty: false }],
  ['sub', { place: 'inline', attributes: {}, empty: false }],
  ['sup', { place: 'inline', attributes: {}, empty: false }],
]);

/**
 * What a code fence is for: a command with a button that types it, text to copy, what the learner will see, or (with a
 * path) the content of a file. fence-meta.ts reads them, and what may follow them.
 */
export const fenceKinds = ['run', 'copy', 'output', 'file'] as const;
export type FenceKind = (typeof fenceKinds)[number];

/** Languages that a code fence may name; each is loaded by highlight.ts. */
export const fenceLanguages = [
  'text',
  'sh',
  'bash',
  'console',
  'dockerfile',
  'yaml',
  'json',
  'js',
  'ts',
  'jsx',
  'tsx',
  'python',
  'go',
  'ini',
  'toml',
  'nginx',
  'makefile',
  'sql',
  'html',
  'css',
  'diff',
  'c',
] as const;

/** Links lead to the web, to a place in this page, or to another page of the site; never to a script or another host by `//`. */
export function isAllowedLink(url: string): boolean {
  // Browsers drop control characters before they read the scheme.
  if (/[\u0000-\u0020\u007f\\]/.test(url)) return false;
  if (url.startsWith('#')) return true;
  if (url.startsWith('/')) return !url.startsWith('//');
  return /^(?:https?:\/\/|mailto:)[^/]/i.test(url);
}
