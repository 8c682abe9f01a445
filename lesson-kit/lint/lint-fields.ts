import type { Lesson, LessonProblem } from '../course.ts';
import { withTag } from '../classroom-images.ts';
import { nearest } from '../nearest.ts';
import { syllabusIds } from '../syllabus.ts';
import type { LessonSource } from './lesson-source.ts';

/** What the schema can't know of the fields: are the ids those of the syllabus, does the registry have the images? */
export function lintFields(
  lesson: Lesson,
  source: LessonSource,
  images: readonly string[] | undefined,
): LessonProblem[] {
  const problems: LessonProblem[] = [];
  for (const id of Object.keys(lesson.covers)) {
    if (syllabusIds.includes(id)) continue;
    const advice = meant(nearest(id, syllabusIds), 'take an id from lesson-kit/syllabus.ts, or leave it out');
    problems.push(source.atKey(['covers'], id, `covers: "${id}" is not an id of the syllabus; ${advice}`));
  }
  for (const field of ['images', 'present'] as const) {
    lesson[field].forEach((image, i) => {
      if (images === undefined || images.includes(withTag(image))) return;
      const has = images.join(', ') || 'none';
      const guess = nearest(withTag(image), images);
      const advice = meant(guess, 'use one of these, or add a folder to sandbox-runner/images');
      problems.push(
        source.at(
          [field, i],
          `${field}[${i}]: the classroom registry has no image "${withTag(image)}"; ${advice}. It has: ${has}`,
        ),
      );
    });
  }
  return problems;
}

function meant(guess: string | undefined, advice: string): string {
  return guess === undefined ? advice : `did you mean "${guess}"? Otherwise ${advice}`;
}
