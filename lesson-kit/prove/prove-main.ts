import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatProblem } from '../lesson-error.ts';
import { loadCourses } from '../load-courses.ts';
import { proveFixtures } from './prove-fixtures.ts';
import { proveImported } from './prove-imported.ts';
import type { Finding } from './prove-lesson.ts';
import { findingLine, proofLines, proveLessons } from './prove-lessons.ts';
import { connectRunner } from './runner-client.ts';

const usage = `node --import tsx lesson-kit/prove/prove-main.ts [options]

Proves lessons in real sandboxes of a running runner, and prints "N passed, N failed" at the end.

  --runner URL        the runner (default: the variable RUNNER_URL, or http://127.0.0.1:7070)
  --secret-env NAME   environment variable that holds the ticket secret (default SLIPWAY_TICKET_SECRET)
  --lessons DIR       a lessons folder, may be given several times (default: lessons beside lesson-kit)
  --only COURSE/LESSON   only this lesson, may be given several times
  --parallel N        lessons at a time (default 3)
  --fixtures          prove the proof instead: every lesson in prove/fixtures must be refused as its expected.txt says,
                      and what is imported from import/fixtures must run as far as the text beside it says
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runner: { type: 'string', default: variable('RUNNER_URL') ?? 'http://127.0.0.1:7070' },
      'secret-env': { type: 'string', default: 'SLIPWAY_TICKET_SECRET' },
      lessons: { type: 'string', multiple: true, default: [join(import.meta.dirname, '../../lessons')] },
      only: { type: 'string', multiple: true },
      parallel: { type: 'string', default: '3' },
      fixtures: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const secret = variable(values['secret-env']);
  if (secret === undefined) {
    console.error(
      `The environment variable ${values['secret-env']} is not set; it must hold the secret that the runner was started with.\n\n${usage}`,
    );
    return 2;
  }
  const runner = connectRunner(values.runner, secret);
  const findings: Finding[] = [];
  const tell = (finding: Finding): void => {
    findings.push(finding);
    console.log(findingLine(finding));
  };

  if (values.fixtures) {
    for (const finding of await proveFixtures(await realpath(join(import.meta.dirname, 'fixtures')), runner))
      tell(finding);
    for (const finding of await proveImported(join(import.meta.dirname, '../import/fixtures'), runner)) tell(finding);
  } else {
    const { courses, problems } = await loadCourses(values.lessons.map((dir) => resolve(dir)));
    for (const problem of problems)
      tell({ lesson: problem.file, part: 'reading', detail: formatProblem(problem), holds: false });
    const lessons = courses
      .flatMap((course) => course.lessons)
      .filter(({ id }) => values.only === undefined || values.only.includes(id));
    if (lessons.length === 0)
      tell({ lesson: values.lessons.join(', '), part: 'reading', detail: 'no lesson was found', holds: false });
    await proveLessons(lessons, runner, {
      jobs: Number(values.parallel),
      tell: (proof) => {
        findings.push(...proof.findings);
        console.log(proofLines(proof));
      },
    });
  }
  const failed = findings.filter(({ holds }) => !holds).length;
  console.log(`${findings.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** The only reader of the environment in this process; which variables is partly the caller's choice. */
function variable(name: string): string | undefined {
  return process.env[name];
}
