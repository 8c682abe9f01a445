import type { Lesson } from '../../../lesson-kit/course.ts';
import { renderLesson } from '../../../lesson-kit/render-lesson.ts';
import { printParts } from './print-parts.tsx';
import styles from './print.module.css';

/** The whole text of a lesson, as it goes on paper. */
export async function PrintLesson({ lesson, passed }: { readonly lesson: Lesson; readonly passed: readonly string[] }) {
  return (
    <article className={styles['lesson']} id={lesson.slug}>
      <h2>{lesson.title}</h2>
      <p className={styles['facts']}>
        {lesson.summary} About {lesson.minutes} minutes.
      </p>
      {await renderLesson(lesson, printParts(lesson, passed))}
    </article>
  );
}
