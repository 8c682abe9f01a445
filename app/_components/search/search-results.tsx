import type { Marked, SearchAnswer } from '../../../protocol/search.ts';
import styles from './search-results.module.css';

/** Lessons that were found, each with the steps that speak of it. */
export function SearchResults({ answer }: { readonly answer: SearchAnswer }) {
  const { query, isSimilar, lessons } = answer;
  if (query === '') return null;
  if (lessons.length === 0)
    return (
      <p className={styles['none']}>
        No lesson speaks of “{query}”. Try one word of it, a command such as <code>docker run</code>, or a part of what
        Docker said.
      </p>
    );
  return (
    <>
      {isSimilar ? <p className={styles['none']}>Nothing says exactly “{query}”. This comes near:</p> : null}
      <ol className={styles['lessons']}>
        {lessons.map((lesson) => (
          <li key={lesson.href}>
            <p className={styles['course']}>{lesson.course}</p>
            {/* A whole new page, so that a step's address is gone to also from within its lesson. */}
            <a href={lesson.href} className={styles['title']}>
              <Text of={lesson.title} />
            </a>
            {lesson.summary.length === 0 ? null : (
              <p className={styles['summary']}>
                <Text of={lesson.summary} />
              </p>
            )}
            <ul className={styles['steps']}>
              {lesson.steps.map((step) => (
                <li key={step.href}>
                  <a href={step.href}>
                    <Text of={step.title} />
                  </a>
                  <p>
                    <Text of={step.excerpt} />
                  </p>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  );
}

function Text({ of }: { readonly of: Marked }) {
  return of.map(({ text, isHit }, index) => (isHit ? <mark key={index}>{text}</mark> : text));
}
