import { nodeHostname, nodeNames, type NodeName } from '../../protocol/node.ts';
import type { TypedAction, TypedLine } from '../../protocol/typing.ts';

/**
 * `solution.sh` and `wrong/*.sh` are what a learner types, line by line, into the terminal `main`; not a program that is
 * run. So what they do to a terminal is real: `docker run -it busybox sh` gives a prompt in a container, and the next
 * lines go there until one of them is `exit`.
 *
 *     docker run hello-world      typed, with Enter; the next line follows when a prompt is there again ($, # or >)
 *     # a comment                 ignored, as are empty lines
 *     #: expect TEXT              the next line is followed not by a prompt but by TEXT in the output
 *     #: again TEXT               the next line is typed again, at each new prompt, until its output has TEXT
 *     #: copy NAME BEGIN          the last line of the next line's output that begins with BEGIN is copied;
 *     docker run @{NAME}          and pasted wherever a line says so
 *     #: node node2               what follows is typed at this machine of a lesson with several, until the next `#: node` or step
 *     #: until CHECK              nothing happens until the check with this id is green
 *     #: key ctrl-d               a key instead of a line: ctrl-c, ctrl-d, ctrl-p, ctrl-q or enter; several are typed in a row
 *     #: pause 500                nothing happens for so many milliseconds
 *     #: step postcard            what follows is done in the step with this id; only in `solution.sh`, see solution.ts
 *
 * A `wrong/*.sh` also says which check it fails, and what the learner then reads in "found" (a part of it is enough):
 *
 *     # check: hello-ran
 *     # found: no container
 *
 * Where that check is a question, it also says what is answered, after what is typed:
 *
 *     # answer: 172.17.0.2
 *
 * And where it goes wrong late in the lesson, the step at the beginning of which it begins, with all before it done:
 *
 *     # from: postcard
 */
export interface Script {
  readonly actions: readonly TypedAction[];
  /** The same actions, divided where the script names steps. Before the first name there is no step. */
  readonly parts: readonly ScriptPart[];
  readonly expectation: Expectation | undefined;
}

export interface Expectation {
  readonly check: string;
  readonly found: string;
  readonly answer: string | undefined;
  readonly from: string | undefined;
}

export interface ScriptPart {
  readonly step: string | undefined;
  /** Of the script, where the part begins. */
  readonly line: number;
  readonly actions: readonly TypedAction[];
}

const keys: Readonly<Record<string, string>> = {
  'ctrl-c': '\x03',
  'ctrl-d': '\x04',
  'ctrl-p': '\x10',
  'ctrl-q': '\x11',
  enter: '\r',
};
const maxPauseMs = 30_000;

/** Parses the text of a script. Throws an Error that names the line of what is not understood. */
export function readScript(text: string): Script {
  const parts: { step: string | undefined; line: number; actions: TypedAction[] }[] = [];
  const add = (action: TypedAction): void => {
    if (parts.length === 0) parts.push({ step: undefined, line: action.line, actions: [] });
    parts.at(-1)?.actions.push(action);
  };
  const facts = new Map<string, string>();
  let next: Pick<TypedLine, 'expect' | 'again' | 'copy'> = {};
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const [, directive, rest = ''] = /^#:\s*(\S+)\s*(.*)$/.exec(raw) ?? [];
    const [, fact, value = ''] = /^#\s*(check|found|answer|from):\s*(.*?)\s*$/.exec(raw) ?? [];
    if ((directive === 'expect' || directive === 'again') && rest !== '') {
      next = { ...next, [directive]: rest };
    } else if (directive === 'copy' && /^[a-z]+( |$)/.test(rest)) {
      const [name = '', ...begin] = rest.trim().split(' ');
      next = { ...next, copy: { name, begin: begin.join(' ') } };
    } else if (directive === 'node') {
      add({ kind: 'node', node: nodeNamed(rest.trim(), line), line });
    } else if (directive === 'until' && rest !== '') {
      add({ kind: 'until', check: rest.trim(), line });
    } else if (directive === 'pause' && Number(rest) > 0 && Number(rest) <= maxPauseMs) {
      add({ kind: 'pause', ms: Math.ceil(Number(rest)), line });
    } else if (directive === 'step' && rest !== '') {
      const [open] = Object.keys(next);
      if (open !== undefined) throw new Error(`line ${line}: the "#: ${open}" above has no line that it is about`);
      parts.push({ step: rest.trim(), line, actions: [] });
    } else if (directive === 'key') {
      add({ kind: 'type', text: keyBytes(rest, line), shown: rest, ...next, line });
      next = {};
    } else if (directive !== undefined || raw.startsWith('#:')) {
      throw new Error(
        `line ${line}: "${raw}" is not understood; there are: #: expect TEXT, #: again TEXT, #: copy NAME BEGIN, #: until CHECK, #: key NAME, #: node NAME, #: pause MILLISECONDS, #: step ID`,
      );
    } else if (fact !== undefined) {
      facts.set(fact, value);
    } else if (raw.trim() !== '' && !raw.startsWith('#')) {
      if (raw.includes('\t')) throw new Error(`line ${line}: a tab would ask the shell to complete; use spaces`);
      add({ kind: 'type', text: `${raw}\r`, shown: raw, ...next, line });
      next = {};
    }
  }
  const check = facts.get('check');
  const found = facts.get('found');
  const answer = facts.get('answer');
  const from = facts.get('from');
  return {
    actions: parts.flatMap(({ actions }) => actions),
    parts,
    expectation: check === undefined || found === undefined ? undefined : { check, found, answer, from },
  };
}

function keyBytes(names: string, line: number): string {
  return names
    .split(/\s+/)
    .map((name) => {
      const bytes = keys[name];
      if (bytes === undefined)
        throw new Error(`line ${line}: there is no key "${name}"; there are: ${Object.keys(keys).join(', ')}`);
      return bytes;
    })
    .join('');
}

function nodeNamed(name: string, line: number): NodeName {
  const node = nodeNames.find((one) => nodeHostname(one) === name);
  if (node === undefined)
    throw new Error(
      `line ${line}: there is no machine "${name}"; there are: ${nodeNames.map(nodeHostname).join(', ')}`,
    );
  return node;
}
