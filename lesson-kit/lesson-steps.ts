import type { Nodes, Root } from 'mdast';
import { slugSchema } from '../protocol/ids.ts';
import type { Check } from '../protocol/checks.ts';
import type { LessonProblem, Step } from './course.ts';
import { LessonError } from './lesson-error.ts';
import type { ElementNode } from './lesson-rules.ts';

/**
 * The steps of a lesson's `tree`, in order, each with the ids of the checks shown in it. Throws LessonError unless every
 * one of `checks` is shown exactly once, as a direct part of a step, and steps have ids of their own and hold everything
 * that comes after an introduction.
 */
export function lessonSteps(tree: Root, checks: readonly Check[], file: string): Step[] {
  const problems: LessonProblem[] = [];
  const add = (node: Nodes | undefined, message: string): void => {
    problems.push({ file, line: node?.position?.start.line, column: node?.position?.start.column, message });
  };
  const shown = new Map<string, ElementNode>();
  const steps: Step[] = [];

  for (const node of tree.children) {
    if (isElement(node, 'Step')) {
      steps.push(readStep(node, steps, shown, add));
    } else {
      if (steps.length > 0 && node.type !== 'definition' && node.type !== 'footnoteDefinition')
        add(node, 'this stands between or after steps; everything after the introduction belongs into a <Step>');
      forEachElement(node, (element) => misplaced(element, add));
    }
  }
  if (steps.length === 0) add(undefined, 'a lesson has at least one <Step id="…" title="…">');
  const known = new Set<string>(checks.map(({ id }) => id));
  for (const [id, node] of shown) {
    const check = checks.find((one) => one.id === id);
    const name = node.name ?? 'Check';
    if (check === undefined)
      add(
        node,
        `<${name} id="${id}" />: there is no such check in the frontmatter; there are: ${[...known].join(', ') || 'none'}`,
      );
    else if (elementOf(check) !== name)
      add(node, `"${id}" is of kind ${check.kind}: show it by <${elementOf(check)} id="${id}" />`);
  }
  for (const check of checks)
    if (!shown.has(check.id))
      add(
        undefined,
        `check "${check.id}" is in the frontmatter but shown nowhere: put <${elementOf(check)} id="${check.id}" /> into the step that it belongs to`,
      );
  if (problems.length > 0) throw new LessonError(problems);
  return steps;
}

/** The element that shows a check. */
function elementOf({ kind }: Check): 'Check' | 'Quiz' {
  return kind === 'quiz' ? 'Quiz' : 'Check';
}

type Add = (node: Nodes | undefined, message: string) => void;

function readStep(node: ElementNode, before: readonly Step[], shown: Map<string, ElementNode>, add: Add): Step {
  const id = attribute(node, 'id');
  if (!slugSchema.safeParse(id).success)
    add(node, `step id "${id}": use a-z, 0-9 and -, starting with a letter or digit`);
  if (before.some((step) => step.id === id)) add(node, `step id "${id}" is used twice`);
  const checks: string[] = [];
  for (const child of node.children) {
    if (!isElement(child, 'Check') && !isElement(child, 'Quiz')) {
      forEachElement(child, (element) => misplaced(element, add));
      continue;
    }
    const check = attribute(child, 'id');
    if (shown.has(check)) add(child, `<${child.name ?? ''} id="${check}" /> is shown twice`);
    shown.set(check, child);
    checks.push(check);
  }
  return { id, title: attribute(node, 'title'), checks };
}

function misplaced(element: ElementNode, add: Add): void {
  if (element.name === 'Step') add(element, 'a <Step> stands at the top of the lesson, not inside something else');
  if (element.name === 'Check' || element.name === 'Quiz')
    add(element, `a <${element.name} /> stands directly in a <Step>, not inside something else`);
}

function forEachElement(node: Nodes, see: (element: ElementNode) => void): void {
  if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') see(node);
  if ('children' in node) for (const child of node.children) forEachElement(child, see);
}

function isElement(node: Nodes, name: string): node is ElementNode {
  return node.type === 'mdxJsxFlowElement' && node.name === name;
}

function attribute(node: ElementNode, name: string): string {
  const found = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === name);
  return typeof found?.value === 'string' ? found.value : '';
}
