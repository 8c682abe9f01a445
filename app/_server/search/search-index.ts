import MiniSearch from 'minisearch';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Course, Lesson } from '../../../lesson-kit/course.ts';
import { lessonText } from '../../../lesson-kit/lesson-text.ts';
import { processWide } from '../process-wide.ts';

/** A lesson as a whole (`step` null), or one of its steps. */
export interface Entry {
  readonly id: string;
  readonly lesson: string;
  readonly step: string | null;
  readonly course: string;
  readonly lessonTitle: string;
  /** The title of the lesson or of the step. */
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly commands: string;
}

export type SearchIndex = MiniSearch<Entry>;

interface Kept {
  key: string;
  index: Promise<SearchIndex>;
  readonly entries: Map<string, readonly Entry[]>;
}

/** The index over these courses; made anew when a lesson has changed, from the lessons that did. */
export function searchIndex(courses: readonly Course[]): Promise<SearchIndex> {
  const kept = processWide<Kept>('search index', () => ({
    key: '',
    index: makeIndex([], new Map()),
    entries: new Map(),
  }));
  const key = courses.flatMap((course) => course.lessons.map((lesson) => versionOf(course, lesson))).join('\n');
  if (kept.key !== key) {
    kept.key = key;
    kept.index = makeIndex(courses, kept.entries);
  }
  return kept.index;
}

async function makeIndex(courses: readonly Course[], entries: Map<string, readonly Entry[]>): Promise<SearchIndex> {
  const index = new MiniSearch<Entry>({
    fields: ['title', 'summary', 'commands', 'text'],
    storeFields: ['lesson', 'step', 'course', 'lessonTitle', 'title', 'summary', 'text', 'commands'],
    searchOptions: { boost: { title: 4, summary: 2, commands: 2 }, prefix: (term) => term.length > 1 },
  });
  const wanted = new Set<string>();
  for (const course of courses) {
    for (const lesson of course.lessons) {
      const version = versionOf(course, lesson);
      wanted.add(version);
      const known = entries.get(version) ?? entriesOf(course, lesson);
      entries.set(version, known);
      index.addAll(known);
      // Reading a lesson takes tens of milliseconds; others are to be served meanwhile.
      await breathe();
    }
  }
  for (const version of entries.keys()) if (!wanted.has(version)) entries.delete(version);
  return index;
}

function versionOf(course: Course, lesson: Lesson): string {
  return `${course.title} ${lesson.id} ${lesson.version}`;
}

function entriesOf(course: Course, lesson: Lesson): readonly Entry[] {
  const parts = lessonText(lesson);
  const introduction = parts[0];
  const common = { lesson: lesson.id, course: course.title, lessonTitle: lesson.title };
  return [
    {
      ...common,
      id: lesson.id,
      step: null,
      title: lesson.title,
      summary: lesson.summary,
      text: introduction?.text ?? '',
      commands: introduction?.commands ?? '',
    },
    ...parts.slice(1).map(({ step, text, commands }, index) => ({
      ...common,
      id: `${lesson.id}#${step ?? ''}`,
      step,
      title: lesson.steps[index]?.title ?? '',
      summary: '',
      text,
      commands,
    })),
  ];
}
