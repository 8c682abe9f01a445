import type { Lesson } from '../../lesson-kit/course.ts';
import type { LessonLineItem } from '../_components/lesson-line.tsx';
import type { Place } from '../_components/place-list.tsx';
import type { Progress } from './course-progress.ts';

/** A lesson as an item of the line of its course; `before`: what is better done before it and is not done yet. */
export function lessonItem(lesson: Lesson, { stateOf }: Progress, before: readonly Place[] = []): LessonLineItem {
  const { id, title, minutes, summary, project } = lesson;
  return { href: `/learn/${id}`, title, minutes, summary, isProject: project, before, ...stateOf(lesson) };
}
