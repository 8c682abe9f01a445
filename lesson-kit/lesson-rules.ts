import type { Code, Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { LessonProblem } from './course.ts';
import { parseFenceMeta } from './fence-meta.ts';
import { fenceLanguages, isAllowedLink, lessonElements, type LessonElement } from './lesson-elements.ts';
import { nearest } from './nearest.ts';

export type ElementNode = Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

/** Everything in `tree` that a lesson may not hold: code, unknown elements and attributes, links to scripts, odd fences. */
export function breaksOfRules(tree: Root, file: string): LessonProblem[] {
  const problems: LessonProblem[] = [];
  const add = (node: Nodes, message: string): void => {
    problems.push({ file, line: node.position?.start.line, column: node.position?.start.column, message });
  };
  visit(tree, (node, _index, parent) => {
    for (const message of messagesFor(node)) add(node, message);
    if (
      isBlockElement(node) &&
      (parent?.type === 'paragraph' || parent?.type === 'heading' || node.type === 'mdxJsxTextElement')
    ) {
      add(node, `<${node.name ?? ''}> must stand on a line of its own, with a blank line above and below`);
    }
  });
  return problems;
}

/** Is it an MDX comment (braces around a block comment) and nothing else? */
export function isComment(node: Nodes): boolean {
  if (node.type !== 'mdxFlowExpression' && node.type !== 'mdxTextExpression') return false;
  const text = node.value.trim();
  return text.startsWith('/*') && text.indexOf('*/', 2) === text.length - 2;
}

function messagesFor(node: Nodes): string[] {
  if (node.type === 'mdxjsEsm') return ['import and export are not allowed: a lesson is text, not a program'];
  if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
    return isComment(node)
      ? []
      : [
          '{expressions} are not allowed: a lesson is text, not a program. A { in text is written \\{ or stands in `backticks`',
        ];
  }
  if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') return elementMessages(node);
  if (node.type === 'link' || node.type === 'definition') {
    return isAllowedLink(node.url)
      ? []
      : [
          `this link leads to ${JSON.stringify(node.url.slice(0, 80))}; allowed are https:, http:, mailto:, /path and #place`,
        ];
  }
  if (node.type === 'image' || node.type === 'imageReference')
    return ['images are not supported in a lesson yet; say it in words, or show output in a code block'];
  if (node.type === 'html') return ['HTML is not allowed; a comment is written {/* like this */}'];
  return node.type === 'code' ? fenceMessages(node) : [];
}

function elementMessages(node: ElementNode): string[] {
  const name = node.name ?? '';
  const element = lessonElements.get(name);
  if (element === undefined) {
    const guess = nearest(name, [...lessonElements.keys()]);
    return [
      `<${name}> can't be used in a lesson.${guess === undefined ? '' : ` Did you mean <${guess}>?`} There are: ${[...lessonElements.keys()].join(', ')}`,
    ];
  }
  const messages = attributeMessages(node, name, element);
  if (element.empty && node.children.length > 0) messages.push(`<${name}> holds nothing: write <${name} … />`);
  return messages;
}

function attributeMessages(node: ElementNode, name: string, element: LessonElement): string[] {
  const messages: string[] = [];
  const seen = new Set<string>();
  for (const attribute of node.attributes) {
    if (attribute.type !== 'mdxJsxAttribute') {
      messages.push(`<${name}>: {...spreads} are not allowed; write attributes as name="text"`);
    } else if (!Object.hasOwn(element.attributes, attribute.name)) {
      const known = Object.keys(element.attributes);
      messages.push(
        `<${name}> has no attribute "${attribute.name}"; ${known.length === 0 ? 'it takes none' : `it takes ${known.join(', ')}`}`,
      );
    } else if (seen.has(attribute.name)) {
      messages.push(`<${name}>: attribute "${attribute.name}" is given twice`);
    } else if (typeof attribute.value !== 'string' || attribute.value.trim() === '') {
      messages.push(`<${name}>: attribute "${attribute.name}" must be a text in quotes, as in ${attribute.name}="…"`);
    } else {
      seen.add(attribute.name);
    }
  }
  for (const [key, need] of Object.entries(element.attributes)) {
    const isGiven = node.attributes.some((a) => a.type === 'mdxJsxAttribute' && a.name === key);
    if (need === 'required' && !isGiven) messages.push(`<${name}> lacks ${key}="…"`);
  }
  return messages;
}

function fenceMessages(node: Code): string[] {
  const messages: string[] = [];
  const language = node.lang ?? 'text';
  if (!(fenceLanguages as readonly string[]).includes(language)) {
    const guess = nearest(language, fenceLanguages);
    messages.push(
      `code in "${language}" is not known here.${guess === undefined ? '' : ` Did you mean "${guess}"?`} There are: ${fenceLanguages.join(', ')}`,
    );
  }
  messages.push(...parseFenceMeta(node.meta ?? '').problems);
  return messages;
}

function isBlockElement(node: Nodes): node is ElementNode {
  return (
    (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') &&
    lessonElements.get(node.name ?? '')?.place === 'block'
  );
}
