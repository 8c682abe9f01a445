import type { NodeName } from '../../../../../protocol/node.ts';
import type { TypedAction, TypedLine } from '../../../../../protocol/typing.ts';

/** A piece of a solution that is typed, pressed or waited for as one. */
export type SolutionPart =
  | {
      readonly kind: 'command';
      /** One, but for texts that are given to a command, and lines that go on. */
      readonly lines: readonly [TypedLine, ...TypedLine[]];
      readonly isKey: boolean;
      readonly node: NodeName;
      /** For a program that an earlier command has started, such as a shell in a container. */
      readonly isInside: boolean;
      /** Typed when what the command before it prints has appeared, prompt or not: an answer, as a rule. */
      readonly isAnswer: boolean;
    }
  | { readonly kind: 'check'; readonly check: string }
  | { readonly kind: 'pause'; readonly ms: number };
export type SolutionCommand = Extract<SolutionPart, { kind: 'command' }>;

/** `typed` as a learner sees it: whole commands, each with the machine and the program that it is for. */
export function solutionParts(typed: readonly TypedAction[]): SolutionPart[] {
  const parts: SolutionPart[] = [];
  let node: NodeName = 'main';
  let open: { lines: [TypedLine, ...TypedLine[]]; end: string | null } | null = null;
  for (const action of typed) {
    if (action.kind === 'node') node = action.node;
    else if (action.kind === 'until') parts.push({ kind: 'check', check: action.check });
    else if (action.kind === 'pause') parts.push({ kind: 'pause', ms: action.ms });
    else if (open !== null) {
      open.lines.push(action);
      const isOver = open.end === null ? !action.shown.endsWith('\\') : action.shown === open.end;
      if (isOver) open = null;
    } else {
      const lines: [TypedLine, ...TypedLine[]] = [action];
      const isAnswer = parts.findLast(isCommand)?.lines.at(-1)?.expect !== undefined;
      parts.push({ kind: 'command', lines, isKey: !action.text.endsWith('\r'), node, isInside: false, isAnswer });
      const end = /<<-?\s*(["']?)([\w-]+)\1/.exec(action.shown)?.[2] ?? null;
      if (end !== null || action.shown.endsWith('\\')) open = { lines, end };
    }
  }
  return withInside(parts);
}

/** Goes in with -it or -ai; what follows is for the inside, up to what leaves it. */
const goesIn = /\s-(?:[a-z]*i[a-z]*t|[a-z]*t[a-z]*i|ai|ia)[a-z]*\s/;
const goesOut = /^(?:exit(?:\s+\d+)?|ctrl-d|ctrl-p ctrl-q)$/;

function withInside(parts: readonly SolutionPart[]): SolutionPart[] {
  const inside = new Set<number>();
  for (const [out, part] of parts.entries()) {
    if (!isCommand(part) || !goesOut.test(part.lines[0].shown)) continue;
    // The last one that went in before: others may have failed to, which is shown, too.
    const before = parts.findLastIndex(
      (one, index) => index < out && !inside.has(index) && isCommand(one) && goesIn.test(one.lines[0].shown),
    );
    if (before === -1) continue;
    for (let index = before + 1; index <= out; index += 1) inside.add(index);
  }
  return parts.map((part, index) => (isCommand(part) && inside.has(index) ? { ...part, isInside: true } : part));
}

/** What a command shows: its lines. */
export function shownOf({ lines }: SolutionCommand): string {
  return lines.map(({ shown }) => shown).join('\n');
}

/** What is to be known of a command besides its lines: how it goes on, and what `@{name}` in it stands for. */
export function remarksOn({ lines }: SolutionCommand, parts: readonly SolutionPart[]): string[] {
  const copies = parts.filter(isCommand).flatMap((part) => part.lines.flatMap(({ copy }) => copy ?? []));
  return lines.flatMap(({ text, again, expect }) => [
    ...(again === undefined ? [] : [`Typed again until the answer has “${again}”.`]),
    ...(expect === undefined ? [] : [`It goes on when “${expect}” is there.`]),
    ...[...text.matchAll(/@\{([a-z]+)\}/g)].map(([name, of]) => {
      const begin = copies.find((copy) => copy.name === of)?.begin ?? '';
      return `${name} stands for a line that an earlier command prints${begin === '' ? '' : `, beginning with “${begin}”`}.`;
    }),
  ]);
}

export function isCommand(part: SolutionPart): part is SolutionCommand {
  return part.kind === 'command';
}
