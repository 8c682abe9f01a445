import type { Nodes } from 'mdast';
import type { Lesson } from './course.ts';
import { parseFenceMeta } from './fence-meta.ts';
import { lessonTree } from './lesson-tree.ts';

export interface PlainText {
  /** Prose, hints and examples of output, as one line. */
  readonly text: string;
  /** What is to be typed, copied or written to a file. */
  readonly commands: string;
}

/** A lesson without its looks, for searching: its introduction (`step` null) and its steps, in order. Throws LessonError. */
export function lessonText(lesson: Lesson): readonly (PlainText & { readonly step: string | null })[] {
  const tree = lessonTree(lesson.body, lesson.file);
  const introduction = tree.children.filter((node) => !isStep(node));
  const steps = tree.children.filter(isStep);
  return [
    { step: null, ...plain(introduction) },
    // lessonSteps has found as many, in the same order.
    ...steps.map((node, index) => ({ step: lesson.steps[index]?.id ?? null, ...plain([node]) })),
  ];
}

function isStep(node: Nodes): boolean {
  return node.type === 'mdxJsxFlowElement' && node.name === 'Step';
}

function plain(nodes: readonly Nodes[]): PlainText {
  const text: string[] = [];
  const commands: string[] = [];
  for (const node of nodes) collect(node, text, commands);
  return { text: oneLine(text.join('')), commands: oneLine(commands.join(' ')) };
}

const breaking = new Set(['paragraph', 'heading', 'listItem', 'tableCell', 'code', 'break']);

function collect(node: Nodes, text: string[], commands: string[]): void {
  if (node.type === 'code' && isToBeUsed(node.meta)) commands.push(node.value);
  else if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') text.push(node.value);
  else if ('children' in node) for (const child of node.children) collect(child, text, commands);
  if (breaking.has(node.type)) text.push(' ');
}

function isToBeUsed(meta: string | null | undefined): boolean {
  const { kind } = parseFenceMeta(meta ?? '').fence;
  return kind !== undefined && kind !== 'output';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
