import 'server-only';
import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import { classroomImages } from '../../../lesson-kit/classroom-images.ts';
import { siteConfig } from '../env.ts';

/**
 * What is wrong with the lessons in `folder` (a lesson, a course; undefined: all that are being written), for their author;
 * nothing at all for other lessons. Pages fetch themselves again when something is edited; see public/lesson-preview.js.
 */
export async function LessonProblems({ folder }: { readonly folder?: string }) {
  const { previewRoots, lessonRoots, imagesDir } = siteConfig();
  if (previewRoots.length === 0) return null;
  const roots = await Promise.all(previewRoots.map((one) => realpath(one).catch(() => one)));
  const root = folder === undefined ? roots[0] : roots.find((one) => folder.startsWith(`${one}/`));
  if (root === undefined) return null;
  // Not for the pages of learners: neither loaded nor run there.
  const { lintLessons } = await import('../../../lesson-kit/lint/lint-lessons.ts');
  const { problems } = await lintLessons(folder === undefined ? roots : [folder], {
    linkRoots: lessonRoots,
    ...(imagesDir === undefined ? {} : { images: await classroomImages(imagesDir) }),
  });
  return (
    <>
      <script src="/lesson-preview.js" async />
      <section role="status" aria-label="What is wrong with this lesson" data-always="">
        {problems.length === 0 ? null : (
          <div style={box}>
            <p style={{ margin: 0, fontWeight: 600 }}>
              {problems.length === 1 ? 'One thing is wrong' : `${problems.length} things are wrong`}. What cannot be
              read is shown as it last could be.
            </p>
            <ol style={{ margin: 0, padding: 0, listStyle: 'none' }}>
              {problems.map(({ file, line, column, message }, index) => (
                <li key={index} style={{ display: 'grid', marginTop: 'var(--space-2)' }}>
                  <code>{[relative(root, file), line, column].filter((part) => part !== undefined).join(':')}</code>
                  <span>{message}</span>
                </li>
              ))}
            </ol>
          </div>
        )}
      </section>
    </>
  );
}

// Written out here: a style sheet would come with every page of a lesson.
const box = {
  marginBlock: 'var(--space-3) var(--space-4)',
  padding: 'var(--space-3) var(--space-4)',
  borderLeft: '4px solid var(--accent)',
  borderRadius: 'var(--radius)',
  background: 'var(--accent-wash)',
  overflowWrap: 'anywhere',
} as const;
