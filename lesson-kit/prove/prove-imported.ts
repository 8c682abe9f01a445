import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importLesson } from '../import/import-lesson.ts';
import { loadLesson } from '../load-lesson.ts';
import { writeFolder } from '../scaffold/write-lesson.ts';
import { proveLesson, type Finding } from './prove-lesson.ts';
import type { RunnerClient } from './runner-client.ts';

/**
 * Imports each foreign lesson `NAME` in `dir` and proves what was made of it, as far as its content allows: the findings, one
 * a line, must be those of `NAME.txt` beside it.
 */
export async function proveImported(dir: string, runner: RunnerClient): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const expected = (await readFile(join(dir, `${entry.name}.txt`), 'utf8')).trim();
    const said = await proofOf(join(dir, entry.name), runner);
    const holds = said === expected;
    const detail = holds ? expected.replaceAll('\n', '; ') : `should be told:\n${expected}\nbut was told:\n${said}`;
    findings.push({ lesson: `import/${entry.name}`, part: 'imported', detail, holds });
  }
  return findings;
}

async function proofOf(foreign: string, runner: RunnerClient): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'slipway-imported-'));
  try {
    const imported = await importLesson(foreign);
    if (imported === undefined) return 'is nothing that can be imported';
    const dir = join(root, 'lesson');
    await writeFolder(dir, imported.files);
    const lesson = await loadLesson({ root, dir, course: 'imported', slug: 'lesson' });
    const findings = await proveLesson(lesson, runner);
    return findings.map(({ part, detail, holds }) => `${holds ? 'ok' : 'FAIL'} ${part}: ${detail}`).join('\n');
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
