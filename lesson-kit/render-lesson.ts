import type { Nodes, Root as HtmlRoot } from 'hast';
import type { Code, Root } from 'mdast';
import type { ComponentType, ReactElement } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import rehypeSlug from 'rehype-slug';
import remarkRehype from 'remark-rehype';
import { toJsxRuntime, type Components } from 'hast-util-to-jsx-runtime';
import { unified } from 'unified';
import type { Lesson } from './course.ts';
import { loadHighlighter } from './highlight.ts';
import { lessonElements } from './lesson-elements.ts';
import { LessonError } from './lesson-error.ts';
import { lessonTree } from './lesson-tree.ts';
import { numberHints } from './number-hints.ts';

/**
 * The text of `lesson` as a React element. `components` gives a component for every capitalised element of
 * lesson-elements.ts, and may give one for `pre` and other HTML tags; a hint is told its `step`, its `number` in it, and
 * `of` how many. Nothing in the text is evaluated. Throws
 * LessonError if the text is not sound, which a lesson from loadCourses is.
 */
export async function renderLesson(
  lesson: Lesson,
  components: Record<string, ComponentType<never>>,
): Promise<ReactElement> {
  const html = await htmlOf(lesson);
  // The only "expression" that is ever resolved is the name of a component.
  const createEvaluater = () => ({
    evaluateExpression(expression: { type: string; name?: string }): unknown {
      const { type, name } = expression;
      if (type === 'Identifier' && name !== undefined && lessonElements.has(name) && Object.hasOwn(components, name))
        return components[name];
      throw new LessonError([
        {
          file: lesson.file,
          line: undefined,
          column: undefined,
          message: `<${name ?? type}> has no component on this page`,
        },
      ]);
    },
    evaluateProgram(): never {
      throw new LessonError([
        { file: lesson.file, line: undefined, column: undefined, message: 'a lesson is text, not a program' },
      ]);
    },
  });
  return toJsxRuntime(html, {
    Fragment,
    jsx,
    jsxs,
    components: components as Partial<Components>,
    createEvaluater,
    filePath: lesson.file,
    passNode: false,
  }) as ReactElement;
}

const maxKept = 200;
/** The HTML tree of lessons rendered lately, by file; a lesson's `version` says whether it is still the right one. */
const kept = new Map<string, { version: string; html: Nodes }>();

async function htmlOf(lesson: Lesson): Promise<Nodes> {
  const known = kept.get(lesson.file);
  if (known?.version === lesson.version) return known.html;
  const html = await toHtml(lessonTree(lesson.body, lesson.file));
  kept.delete(lesson.file);
  kept.set(lesson.file, { version: lesson.version, html });
  const oldest = kept.keys().next().value;
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  return html;
}

async function toHtml(tree: Root): Promise<HtmlRoot> {
  const highlight = await loadHighlighter();
  numberHints(tree);
  const processor = unified()
    .use(remarkRehype, {
      passThrough: ['mdxJsxFlowElement', 'mdxJsxTextElement'],
      handlers: { code: (_state: unknown, node: Code) => highlight(node) },
    })
    .use(rehypeSlug, { prefix: 'section-' });
  return processor.run(tree);
}
