import { UsageError, type Surroundings } from './surroundings.ts';
import { makeNew, newUsage } from './new.ts';
import { doc, docUsage } from './doc.ts';
import { importForeign, importUsage } from './import.ts';
import { lint, lintUsage } from './lint.ts';
import { preview, previewUsage } from './preview.ts';
import { test, testUsage } from './test.ts';

interface Verb {
  readonly usage: string;
  /** Resolves with the exit code: 0 all is well, 1 something is wrong with a lesson. */
  readonly run: (args: string[], surroundings: Surroundings) => Promise<number>;
}

const verbs: ReadonlyMap<string, Verb> = new Map([
  ['new', { usage: newUsage, run: makeNew }],
  ['lint', { usage: lintUsage, run: lint }],
  ['test', { usage: testUsage, run: test }],
  ['preview', { usage: previewUsage, run: preview }],
  ['import', { usage: importUsage, run: importForeign }],
  ['doc', { usage: docUsage, run: doc }],
]);

/** Runs `lesson <verb> …`. Resolves with the exit code; 2 means that the command itself was not understood. */
export async function runLessonCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, ...rest] = args;
  const verb = name === undefined ? undefined : verbs.get(name);
  if (verb === undefined) {
    const isAsked = name === undefined || name === 'help' || name === '--help';
    const usages = [...verbs.values()].map(({ usage }) => `  ${usage.split('\n')[0] ?? ''}`).join('\n');
    surroundings.say(
      `${isAsked ? '' : `There is no "lesson ${name}".\n\n`}The author's tool:\n\n${usages}\n\nMore on each: lesson VERB --help, and docs/lessons.md`,
    );
    return isAsked && name !== undefined ? 0 : 2;
  }
  if (rest.includes('--help')) {
    surroundings.say(verb.usage);
    return 0;
  }
  try {
    return await verb.run(rest, surroundings);
  } catch (error) {
    if (!isUsage(error)) throw error;
    surroundings.say(`${error.message}\n\n${verb.usage}`);
    return 2;
  }
}

/** Ours, or what node:util's parseArgs throws for an unknown option. */
function isUsage(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  );
}
