/**
 * `solution.sh` and `wrong/*.sh` are what a learner types, line by line, into the terminal `main`; not a program that is
 * run. So what they do to a terminal is real: `docker run -it busybox sh` gives a prompt in a container, and the next
 * lines go there until one of them is `exit`.
 *
 *     docker run hello-world      typed, with Enter; the next line follows when a prompt is there again ($, # or >)
 *     # a comment                 ignored, as are empty lines
 *     #: expect TEXT              the next line is followed not by a prompt but by TEXT in the output
 *     #: key ctrl-d               a key instead of a line: ctrl-c, ctrl-d, ctrl-p, ctrl-q or enter; several are typed in a row
 *     #: pause 500                nothing happens for so many milliseconds
 *
 * A `wrong/*.sh` also says which check it fails, and what the learner then reads in "found" (a part of it is enough):
 *
 *     # check: hello-ran
 *     # found: no container
 */
export interface Script {
  readonly actions: readonly Action[];
  readonly expectation: { readonly check: string; readonly found: string } | undefined;
}

export type Action =
  | {
      readonly kind: 'type';
      readonly text: string;
      readonly shown: string;
      readonly expect: string | undefined;
      readonly line: number;
    }
  | { readonly kind: 'pause'; readonly ms: number; readonly line: number };

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
  const actions: Action[] = [];
  const facts = new Map<string, string>();
  let expect: string | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const [, directive, rest = ''] = /^#:\s*(\S+)\s*(.*)$/.exec(raw) ?? [];
    const [, fact, value = ''] = /^#\s*(check|found):\s*(.*?)\s*$/.exec(raw) ?? [];
    if (directive === 'expect' && rest !== '') {
      expect = rest;
    } else if (directive === 'pause' && Number(rest) > 0 && Number(rest) <= maxPauseMs) {
      actions.push({ kind: 'pause', ms: Number(rest), line });
    } else if (directive === 'key') {
      actions.push({ kind: 'type', text: keyBytes(rest, line), shown: rest, expect, line });
      expect = undefined;
    } else if (directive !== undefined || raw.startsWith('#:')) {
      throw new Error(
        `line ${line}: "${raw}" is not understood; there are: #: expect TEXT, #: key NAME, #: pause MILLISECONDS`,
      );
    } else if (fact !== undefined) {
      facts.set(fact, value);
    } else if (raw.trim() !== '' && !raw.startsWith('#')) {
      if (raw.includes('\t')) throw new Error(`line ${line}: a tab would ask the shell to complete; use spaces`);
      actions.push({ kind: 'type', text: `${raw}\r`, shown: raw, expect, line });
      expect = undefined;
    }
  }
  const check = facts.get('check');
  const found = facts.get('found');
  return { actions, expectation: check === undefined || found === undefined ? undefined : { check, found } };
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
