/** Does it take the character with this code point? */
export type Test = (code: number) => boolean;

/** What a pattern is made of; read by readPattern. */
export type PatternNode =
  | { readonly is: 'take'; readonly test: Test }
  | { readonly is: 'at'; readonly place: 'start' | 'end' | 'edge' }
  | { readonly is: 'sequence' | 'choice'; readonly of: readonly PatternNode[] }
  | { readonly is: 'repeat'; readonly of: PatternNode; readonly least: number; readonly most: number };

/** What is wrong with a pattern. */
export class PatternFault extends Error {
  override readonly name = 'PatternFault';
}

const maxDepth = 20;
const maxRepeats = 100;

/** Reads the text of a pattern; see pattern.ts for what may stand in it. Throws PatternFault. */
export function readPattern(source: string): PatternNode {
  const ignoresCase = source.startsWith('(?i)');
  return new Reader(ignoresCase ? source.slice(4) : source, ignoresCase).read();
}

class Reader {
  readonly #source: string;
  readonly #ignoresCase: boolean;
  #at = 0;

  constructor(source: string, ignoresCase: boolean) {
    this.#source = source;
    this.#ignoresCase = ignoresCase;
  }

  read(): PatternNode {
    const whole = this.#choice(0);
    if (this.#at < this.#source.length) throw new PatternFault('a ) that was never opened');
    return whole;
  }

  #choice(depth: number): PatternNode {
    if (depth > maxDepth) throw new PatternFault('too many ( inside one another');
    const of = [this.#sequence(depth)];
    while (this.#peek() === '|') {
      this.#at += 1;
      of.push(this.#sequence(depth));
    }
    return { is: 'choice', of };
  }

  #sequence(depth: number): PatternNode {
    const of: PatternNode[] = [];
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek()) {
      const one = this.#one(depth);
      const range = this.#range();
      of.push(range === undefined ? one : { is: 'repeat', of: one, least: range[0], most: range[1] });
    }
    return { is: 'sequence', of };
  }

  /** How often what was just read may come, when it says so. */
  #range(): readonly [number, number] | undefined {
    const sign = this.#peek();
    if (sign === '*' || sign === '+' || sign === '?') {
      this.#at += 1;
      this.#noSecond();
      return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity];
    }
    if (sign !== '{') return undefined;
    const [whole, low = '', comma, high = ''] = /^\{(\d{1,4})(,)?(\d{0,4})\}/.exec(this.#source.slice(this.#at)) ?? [];
    if (whole === undefined) throw new PatternFault('a { is followed by numbers as in {2,5}; write \\{ for the sign');
    this.#at += whole.length;
    this.#noSecond();
    const least = Number(low);
    const most = comma === undefined ? least : high === '' ? Infinity : Number(high);
    if (most < least) throw new PatternFault(`${whole} goes from more to less`);
    if (least > maxRepeats || (most !== Infinity && most > maxRepeats))
      throw new PatternFault(`${whole}: at most ${maxRepeats} times`);
    return [least, most];
  }

  #noSecond(): void {
    if (['*', '+', '?', '{'].includes(this.#peek() ?? '')) throw new PatternFault('two signs of repetition in a row');
  }

  #one(depth: number): PatternNode {
    const sign = this.#next();
    switch (sign) {
      case '(':
        return this.#group(depth);
      case '^':
        return { is: 'at', place: 'start' };
      case '$':
        return { is: 'at', place: 'end' };
      case '.':
        return { is: 'take', test: () => true };
      case '[':
        return { is: 'take', test: this.#set() };
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternFault(`nothing before the ${sign}; write \\${sign} for the sign`);
      case '\\':
        if (this.#peek() !== 'b') return { is: 'take', test: this.#escape() };
        this.#at += 1;
        return { is: 'at', place: 'edge' };
      default:
        return { is: 'take', test: this.#literal(sign) };
    }
  }

  #group(depth: number): PatternNode {
    if (this.#peek() === '?') {
      if (!this.#source.startsWith('?:', this.#at))
        throw new PatternFault('(?…) is not supported, but (?i) at the start is');
      this.#at += 2;
    }
    const inside = this.#choice(depth + 1);
    if (this.#peek() !== ')') throw new PatternFault('a ( that is never closed');
    this.#at += 1;
    return inside;
  }

  /** What stands after a backslash. */
  #escape(): Test {
    const sign = this.#next();
    const known = classes.get(sign);
    if (known !== undefined) return known;
    if (sign === 't') return this.#literal('\t');
    if (/[A-Za-z0-9]/.test(sign)) throw new PatternFault(`\\${sign} is not supported`);
    return this.#literal(sign);
  }

  #set(): Test {
    const isNegated = this.#peek() === '^';
    if (isNegated) this.#at += 1;
    const tests: Test[] = [];
    for (let isFirst = true; isFirst || this.#peek() !== ']'; isFirst = false) {
      const sign = this.#next();
      const next = this.#source.charAt(this.#at + 1);
      if (sign === '\\') {
        tests.push(this.#escape());
      } else if (this.#peek() === '-' && next !== '' && next !== ']') {
        this.#at += 1;
        const to = this.#next();
        const [low, high] = [codeOf(sign), codeOf(to)];
        if (to === '\\' || high < low) throw new PatternFault(`[${sign}-${to}] is no range`);
        tests.push(this.#between(low, high));
      } else tests.push(this.#literal(sign));
    }
    this.#at += 1;
    return isNegated ? (code) => !tests.some((test) => test(code)) : (code) => tests.some((test) => test(code));
  }

  #literal(sign: string): Test {
    return this.#between(codeOf(sign), codeOf(sign));
  }

  #between(low: number, high: number): Test {
    const holds = (code: number): boolean => code >= low && code <= high;
    if (!this.#ignoresCase) return holds;
    return (code) => holds(code) || (isUpper(code) && holds(code + 32)) || (isLower(code) && holds(code - 32));
  }

  #peek(): string | undefined {
    const code = this.#source.codePointAt(this.#at);
    return code === undefined ? undefined : String.fromCodePoint(code);
  }

  #next(): string {
    const sign = this.#peek();
    if (sign === undefined) throw new PatternFault('it ends too early');
    this.#at += sign.length;
    return sign;
  }
}

const codeOf = (sign: string): number => sign.codePointAt(0) ?? 0;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const isLower = (code: number): boolean => code >= 97 && code <= 122;
const isDigit: Test = (code) => code >= 48 && code <= 57;
const isSpace: Test = (code) => code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
/** What \w takes, and what \b is the edge of. */
export const isWord: Test = (code) => isDigit(code) || isUpper(code) || isLower(code) || code === 95;

const classes: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['d', isDigit],
  ['D', (code) => !isDigit(code)],
  ['w', isWord],
  ['W', (code) => !isWord(code)],
  ['s', isSpace],
  ['S', (code) => !isSpace(code)],
]);
