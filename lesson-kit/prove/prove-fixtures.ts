import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatProblem } from '../lesson-error.ts';
import { loadCourses } from '../load-courses.ts';
import { proveLesson, type Finding } from './prove-lesson.ts';
import type { RunnerClient } from './runner-client.ts';

/**
 * Proves the proof: every lesson in `dir` is broken in one way, and its `expected.txt` holds what the proof must say, a
 * part of the text per line. A broken lesson that is found sound, or broken otherwise, is a finding that doesn't hold.
 */
export async function proveFixtures(dir: string, runner: RunnerClient): Promise<Finding[]> {
  const { courses, problems } = await loadCourses([dir]);
  const findings: Finding[] = [];
  for (const folder of await lessonFolders(dir)) {
    const expected = (await readFile(join(folder, 'expected.txt'), 'utf8'))
      .split('\n')
      .filter((line) => line.trim() !== '');
    const lesson = courses.flatMap(({ lessons }) => lessons).find((l) => l.dir === folder);
    const said =
      lesson === undefined
        ? problems.filter(({ file }) => file.startsWith(folder)).map(formatProblem)
        : (await proveLesson(lesson, runner, { patience: { lineMs: 8000, settleMs: 3000 } }))
            .filter(({ holds }) => !holds)
            .map(({ part, detail }) => `${part}: ${detail}`);
    const missing = expected.filter((text) => !said.some((line) => line.includes(text)));
    const holds = expected.length > 0 && missing.length === 0;
    const detail = holds
      ? `refused: ${expected.join('; ')}`
      : `should be refused with:\n    ${missing.join('\n    ')}\nbut was told:\n    ${said.join('\n    ') || 'nothing'}`;
    findings.push({ lesson: folder.split('/').slice(-2).join('/'), part: 'broken on purpose', detail, holds });
  }
  return findings;
}

async function lessonFolders(dir: string): Promise<string[]> {
  const folders: string[] = [];
  for (const course of await readdir(dir, { withFileTypes: true })) {
    if (!course.isDirectory()) continue;
    for (const lesson of await readdir(join(dir, course.name), { withFileTypes: true })) {
      if (lesson.isDirectory()) folders.push(join(dir, course.name, lesson.name));
    }
  }
  return folders.sort();
}
