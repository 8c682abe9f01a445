import type { Root as HtmlRoot } from 'hast';
import type { Definition, Link, Root } from 'mdast';
import rehypeSlug from 'rehype-slug';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import type { Lesson, LessonProblem } from '../course.ts';
import { LessonError } from '../lesson-error.ts';
import { lessonTree } from '../lesson-tree.ts';
import { nearest } from '../nearest.ts';

/** The courses and lessons that can be linked to. */
export interface LinkTargets {
  readonly courses: readonly string[];
  readonly lessons: readonly Lesson[];
}

/** Pages of the site outside of courses: folders of app/ with a page.tsx. */
const otherPages = ['/', '/play', '/search'];

/** Links of `lesson` to a place, lesson, course or page that there is not. Addresses on the web are not asked. */
export async function lintLinks(lesson: Lesson, tree: Root, targets: LinkTargets): Promise<LessonProblem[]> {
  const links: (Link | Definition)[] = [];
  visit(tree, (node) => {
    if (node.type === 'link' || node.type === 'definition') links.push(node);
  });
  const problems: LessonProblem[] = [];
  for (const { url, position } of links) {
    const message = await complaint(url, lesson, targets);
    if (message !== undefined)
      problems.push({
        file: lesson.file,
        line: position?.start.line,
        column: position?.start.column,
        message,
        // What another lesson or course has may come later than this one.
        ...(url.startsWith('#') ? {} : { isWarning: true as const }),
      });
  }
  return problems;
}

async function complaint(url: string, lesson: Lesson, targets: LinkTargets): Promise<string | undefined> {
  if (!url.startsWith('/') && !url.startsWith('#')) return undefined;
  const [path = '', anchor] = url.split('#', 2);
  const target = path === '' ? lesson : targetOf(path.replace(/\?.*$/, ''), targets);
  if (typeof target === 'string') return `this link leads to ${JSON.stringify(url)}: ${target}`;
  if (target === undefined || anchor === undefined || anchor === '') return undefined;
  const anchors = await anchorsOf(target);
  if (anchors.includes(anchor)) return undefined;
  const guess = nearest(anchor, anchors);
  const where = target === lesson ? 'this lesson' : `lesson ${target.id}`;
  return `this link leads to #${anchor}, but ${where} has no such place.${guess === undefined ? '' : ` Did you mean #${guess}?`} There are: ${anchors.map((one) => `#${one}`).join(', ')}`;
}

/** The lesson at `path`; undefined for another page that there is; a sentence if there is none. */
function targetOf(path: string, { courses, lessons }: LinkTargets): Lesson | string | undefined {
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  const [, course, slug] = /^\/(?:learn|print)\/([^/]+)(?:\/([^/]+))?$/.exec(plain) ?? [];
  if (course === undefined)
    return otherPages.includes(plain)
      ? undefined
      : `the site has no such page. A lesson is /learn/COURSE/LESSON; other pages are ${otherPages.join(', ')}`;
  if (!courses.includes(course)) {
    const guess = nearest(course, courses);
    return `there is no course "${course}".${guess === undefined ? '' : ` Did you mean "${guess}"?`} There are: ${courses.join(', ') || 'none'}`;
  }
  if (slug === undefined) return undefined;
  const lesson = lessons.find(({ id }) => id === `${course}/${slug}`);
  if (lesson !== undefined) return lesson;
  const beside = lessons.filter((one) => one.course === course).map((one) => one.slug);
  const guess = nearest(slug, beside);
  return `course "${course}" has no lesson "${slug}".${guess === undefined ? '' : ` Did you mean "${guess}"?`} There are: ${beside.join(', ') || 'none'}`;
}

/** What can stand after # in the address of `lesson`: its steps, its headings (as render-lesson.ts names them), notes. */
async function anchorsOf(lesson: Lesson): Promise<string[]> {
  const anchors = [...lesson.steps.map(({ id }) => id), ...lesson.checks.map(({ id }) => `check-${id}`)];
  let html: HtmlRoot;
  try {
    html = await unified()
      .use(remarkRehype, { passThrough: ['mdxJsxFlowElement', 'mdxJsxTextElement'] })
      .use(rehypeSlug, { prefix: 'section-' })
      .run(lessonTree(lesson.body, lesson.file));
  } catch (error) {
    if (error instanceof LessonError) return anchors;
    throw error;
  }
  visit(html, 'element', ({ properties }) => {
    if (typeof properties.id === 'string') anchors.push(properties.id);
  });
  return anchors;
}
