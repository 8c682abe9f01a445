import { slugSchema } from '../protocol/ids.ts';
import { nodeHostname, nodeNames, type NodeName } from '../protocol/node.ts';
import { fenceKinds, type FenceKind } from './lesson-elements.ts';
import { nearest } from './nearest.ts';

/** What a code block is for, read from what follows the language in its fence. */
export interface FenceMeta {
  readonly kind: FenceKind | undefined;
  /** `run`: the terminal to type into, by name; it is opened if need be. */
  readonly terminal?: string;
  /** `run`: the machine to type at, of a lesson with several; without it the first one. */
  readonly node?: NodeName;
  /** `run`: for a program that runs in the terminal already, such as a shell in a container. */
  readonly isInside?: boolean;
  /** `file`: a path in the learner's home. */
  readonly file?: string;
}

const maxPathChars = 200;
const word = /(?<name>[^\s="]+)(?:=(?:"(?<quoted>[^"]*)"|(?<bare>[^\s"]*)))?(?=\s|$)\s*/y;

/** Reads `meta`, such as `run terminal="second"`. `problems` are sentences for the author; with any, the rest is of no use. */
export function parseFenceMeta(meta: string): { readonly fence: FenceMeta; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const given = new Map<string, string | true>();
  const text = meta.trim();
  word.lastIndex = 0;
  while (word.lastIndex < text.length) {
    const at = word.lastIndex;
    const groups = word.exec(text)?.groups;
    if (groups === undefined) {
      problems.push(`${JSON.stringify(text.slice(at))} after the language can't be read; write words, or name="text"`);
      break;
    }
    const name = groups['name'] ?? '';
    if (given.has(name)) problems.push(`"${name}" is given twice`);
    given.set(name, groups['quoted'] ?? groups['bare'] ?? true);
  }
  const kinds = fenceKinds.filter((kind) => given.has(kind));
  const [kind] = kinds;
  if (kinds.length > 1) problems.push(`a code block is one of ${fenceKinds.join(', ')}, not several`);
  for (const [name, value] of given) problems.push(...problemsOf(name, value, kind));
  const [terminal, file] = [given.get('terminal'), given.get('file')];
  const node = nodeNamed(given.get('node'));
  return {
    fence: {
      kind,
      ...(typeof terminal === 'string' ? { terminal } : {}),
      ...(node === undefined ? {} : { node }),
      ...(given.has('inside') ? { isInside: true } : {}),
      ...(typeof file === 'string' ? { file } : {}),
    },
    problems,
  };
}

function problemsOf(name: string, value: string | true, kind: FenceKind | undefined): string[] {
  switch (name) {
    case 'run':
    case 'copy':
    case 'output':
      return value === true ? [] : [`"${name}" takes no value`];
    case 'inside':
      if (value !== true) return ['"inside" takes no value'];
      return kind === 'run' ? [] : ['"inside" belongs to run'];
    case 'terminal':
      if (kind !== 'run') return ['"terminal" belongs to run'];
      return slugSchema.safeParse(value).success ? [] : ['terminal="…" takes a name like main, second or logs'];
    case 'node':
      if (kind !== 'run') return ['"node" belongs to run'];
      return nodeNamed(value) === undefined ? [`node=… takes one of ${nodeNames.map(nodeHostname).join(', ')}`] : [];
    case 'file':
      return typeof value === 'string' && isHomePath(value)
        ? []
        : [
            'file=… takes a path in the home directory, such as file=site/index.html, without .. and not beginning with /',
          ];
    default: {
      const known = [...fenceKinds, 'inside', 'terminal', 'node'];
      const guess = nearest(name, known);
      const meant = guess === undefined ? '' : ` Did you mean "${guess}"?`;
      return [`"${name}" after the language is not known;${meant} there are ${known.join(', ')}`];
    }
  }
}

function nodeNamed(value: string | true | undefined): NodeName | undefined {
  return nodeNames.find((node) => nodeHostname(node) === value);
}

function isHomePath(path: string): boolean {
  const isPlain = path !== '' && path.length <= maxPathChars && !/[\u0000-\u001f\u007f\\]/.test(path);
  return isPlain && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
