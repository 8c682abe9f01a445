import { isWord, PatternFault, readPattern, type PatternNode, type Test } from './pattern-reader.ts';

/**
 * A pattern that a lesson holds, for one line of a text that a learner has made: the familiar part of regular expressions,
 * matched in time that grows with the length of the line alone. JavaScript's own can be made to run for years.
 *
 * There are: a character as itself, `.`, `[a-z]`, `[^a-z]`, `\d \w \s \D \W \S`, `( )`, `|`, `* + ? {n} {n,} {n,m}`, `^` and `$`
 * for the ends of the line, `\b` for those of a word, `\t`, `\` before a sign, and `(?i)` at the start for letters of either case.
 */
export interface Pattern {
  /** Does it match anywhere in `line`? */
  test(line: string): boolean;
}

type Step =
  | { readonly op: 'take'; readonly test: Test }
  | { readonly op: 'fork'; to: number; or: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'at'; readonly place: 'start' | 'end' | 'edge' }
  | { readonly op: 'done' };

const maxSteps = 600;
const longestLine = 4000;
const longestText = 64 * 1024;

/** The pattern that `source` writes, or what is wrong with it. */
export function parsePattern(source: string): Pattern | string {
  try {
    const steps: Step[] = [];
    emit(readPattern(source), steps);
    add(steps, { op: 'done' });
    return { test: (line) => matches(steps, line) };
  } catch (error) {
    if (error instanceof PatternFault) return error.message;
    throw error;
  }
}

/** The first line of `text` that `pattern`, sound by parsePattern, matches. Long lines and texts are looked at in part. */
export function matchingLine(pattern: string, text: string): string | undefined {
  const parsed = parsePattern(pattern);
  if (typeof parsed === 'string') return undefined;
  const lines = text.slice(0, longestText).split(/\r?\n/);
  return lines.find((line) => parsed.test(line.slice(0, longestLine)));
}

function emit(node: PatternNode, steps: Step[]): void {
  switch (node.is) {
    case 'take':
      add(steps, { op: 'take', test: node.test });
      break;
    case 'at':
      add(steps, { op: 'at', place: node.place });
      break;
    case 'sequence':
      for (const part of node.of) emit(part, steps);
      break;
    case 'choice':
      emitChoice(node.of, steps);
      break;
    case 'repeat':
      emitRepeat(node.of, node.least, node.most, steps);
  }
}

function emitChoice(ways: readonly PatternNode[], steps: Step[]): void {
  const ends: (Step & { op: 'jump' })[] = [];
  ways.forEach((way, i) => {
    const isLast = i === ways.length - 1;
    const fork: Step & { op: 'fork' } = { op: 'fork', to: steps.length + 1, or: steps.length + 1 };
    if (!isLast) add(steps, fork);
    emit(way, steps);
    if (isLast) return;
    const end: Step & { op: 'jump' } = { op: 'jump', to: 0 };
    add(steps, end);
    ends.push(end);
    fork.or = steps.length;
  });
  for (const end of ends) end.to = steps.length;
}

function emitRepeat(part: PatternNode, least: number, most: number, steps: Step[]): void {
  for (let i = 0; i < least; i++) emit(part, steps);
  const forks: (Step & { op: 'fork' })[] = [];
  const fork = (): void => {
    const made: Step & { op: 'fork' } = { op: 'fork', to: steps.length + 1, or: 0 };
    add(steps, made);
    forks.push(made);
  };
  if (most === Infinity) {
    const loop = steps.length;
    fork();
    emit(part, steps);
    add(steps, { op: 'jump', to: loop });
  } else {
    for (let i = least; i < most; i++) {
      fork();
      emit(part, steps);
    }
  }
  for (const made of forks) made.or = steps.length;
}

function add(steps: Step[], step: Step): void {
  if (steps.length >= maxSteps) throw new PatternFault('it is too large');
  steps.push(step);
}

/** All ways through the steps at once, one character after the other: each step is looked at once per character. */
function matches(steps: readonly Step[], line: string): boolean {
  const codes = Array.from(line, (sign) => sign.codePointAt(0) ?? 0);
  /** At which character each step was reached last. */
  const seen = new Int32Array(steps.length).fill(-1);
  let now: number[] = [];
  for (let at = 0; ; at++) {
    // A match may begin at every character.
    if (follow(steps, 0, at, codes, seen, now)) return true;
    const code = codes[at];
    if (code === undefined) return false;
    const next: number[] = [];
    for (const index of now) {
      const step = steps[index];
      if (step?.op === 'take' && step.test(code) && follow(steps, index + 1, at + 1, codes, seen, next)) return true;
    }
    now = next;
  }
}

/** Adds to `into` the steps that take a character and can be reached from `from` without one. True: the end is reached. */
function follow(
  steps: readonly Step[],
  from: number,
  at: number,
  codes: readonly number[],
  seen: Int32Array,
  into: number[],
): boolean {
  const stack = [from];
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    if (seen[index] === at) continue;
    seen[index] = at;
    const step = steps[index];
    if (step?.op === 'done') return true;
    if (step?.op === 'take') into.push(index);
    else if (step?.op === 'jump') stack.push(step.to);
    else if (step?.op === 'fork') stack.push(step.or, step.to);
    else if (step?.op === 'at' && isAt(step.place, at, codes)) stack.push(index + 1);
  }
  return false;
}

function isAt(place: 'start' | 'end' | 'edge', at: number, codes: readonly number[]): boolean {
  if (place === 'start') return at === 0;
  if (place === 'end') return at === codes.length;
  return isWord(codes[at - 1] ?? 32) !== isWord(codes[at] ?? 32);
}
