import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { slugOf } from '../scaffold/write-lesson.ts';
import { convertText } from './convert-text.ts';
import type { ForeignLesson } from './foreign-lesson.ts';
import { foreignFolder } from './read-foreign-file.ts';
import { readKillercoda } from './read-killercoda.ts';
import { readLabspace } from './read-labspace.ts';

export interface ImportedLesson {
  readonly title: string;
  /** By path in the lesson's folder. */
  readonly files: ReadonlyMap<string, string | Buffer>;
  /** What could not be carried over, or must be looked at, as sentences. */
  readonly lost: readonly string[];
}

const formats = [
  { file: 'index.json', runsByDefault: false, read: readKillercoda },
  { file: 'labspace.yaml', runsByDefault: true, read: readLabspace },
];

/** The scenario or labspace in the folder `dir`, as a lesson of ours. Undefined if there is neither. Throws if it can't be read. */
export async function importLesson(dir: string): Promise<ImportedLesson | undefined> {
  for (const { file, runsByDefault, read } of formats) {
    const isThere = await stat(join(dir, file)).then(
      (facts) => facts.isFile(),
      () => false,
    );
    if (!isThere) continue;
    const folder = await foreignFolder(dir);
    const lost: string[] = [];
    const text = await folder.text(file, lost);
    if (text === undefined) throw new Error(lost.join('; '));
    return convert(await read(text, folder), runsByDefault);
  }
  return undefined;
}

async function convert(foreign: ForeignLesson, runsByDefault: boolean): Promise<ImportedLesson> {
  const lost = [...foreign.lost];
  const taken = new Set<string>();
  const checks: unknown[] = [];
  const parts: string[] = [];
  const solution: string[] = [];
  const introduction = await convertText(foreign.introduction, runsByDefault, lost);
  for (const step of foreign.steps) {
    const id = unique(slugOf(step.title) ?? 'step', taken);
    const { text, commands } = await convertText(step.text, runsByDefault, lost);
    const hint = step.hint === undefined ? undefined : await convertText(step.hint, runsByDefault, lost);
    const verify = step.verify?.trim();
    const isKept = verify !== undefined && verify !== '' && verify.length <= 2000;
    if (verify !== undefined && verify.length > 2000)
      lost.push(`the script that verifies "${step.title}" is longer than 2000 characters; write checks instead`);
    if (isKept) {
      checks.push({
        id,
        title: step.title.slice(0, 80),
        kind: 'exec',
        command: verify,
        expected: `${step.title} is done.`,
      });
      lost.push(`check "${id}" runs the script of "${step.title}"; a check that says what was found is kinder`);
    }
    parts.push(
      [
        `<Step id="${id}" title="${step.title.replaceAll('"', '”').replaceAll('\n', ' ')}">`,
        text,
        isKept ? `<Check id="${id}" />` : '',
        hint === undefined ? '' : `<Hint>\n\n${hint.text}\n\n</Hint>`,
        '</Step>',
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    );
    solution.push(`#: step ${id}`, ...commands.map((line) => line.replaceAll('\t', '  ')));
  }
  const setup = foreign.setup.filter((script) => {
    if (script.length > 4000) lost.push('a setup script is longer than 4000 characters and was left out');
    return script.trim() !== '' && script.length <= 4000;
  });
  lost.push('images: list those that the learner pulls, and in present: those that are there at the start');
  lost.push('solution.sh holds the commands of the text; wrong attempts are yours to write');
  const fields = stringify(
    {
      title: foreign.title.slice(0, 80),
      summary: foreign.summary.slice(0, 300),
      minutes: Math.min(90, Math.max(1, foreign.minutes)),
      setup,
      checks,
    },
    { lineWidth: 0 },
  );
  const mdx = `---\n${fields}---\n\n${[introduction.text, ...parts].filter((part) => part !== '').join('\n\n')}\n`;
  return {
    title: foreign.title,
    files: new Map<string, string | Buffer>([
      ['lesson.mdx', mdx],
      ['solution.sh', `${solution.join('\n')}\n`],
      ...[...foreign.files].map(([path, content]) => [`start/${path}`, content] as const),
    ]),
    lost: [...new Set(lost)],
  };
}

function unique(slug: string, taken: Set<string>): string {
  let name = slug;
  for (let n = 2; taken.has(name); n++) name = `${slug}-${n}`;
  taken.add(name);
  return name;
}
