import { join } from 'node:path';
import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { Course, Lesson, LessonProblem } from '../course.ts';
import { maxLessonBytes, utf8 } from '../load-lesson.ts';
import { splitLesson } from '../parse-lesson.ts';
import { readInside } from '../read-inside.ts';

/** Where in a lesson's file the values of its fields stand. */
export interface LessonSource {
  /** A problem at the field `path`, or at the nearest one above it. */
  at(path: readonly (string | number)[], message: string): LessonProblem;
  /** A problem at the key `key` of the field `path`. */
  atKey(path: readonly string[], key: string, message: string): LessonProblem;
}

/** Reads the file of `lesson` once more, for places. Throws LessonError if it is no longer as it was. */
export async function lessonSource({ dir, file }: Lesson): Promise<LessonSource> {
  return yamlSource(splitLesson(utf8(await readInside(dir, file, maxLessonBytes), file), file).yaml, file);
}

/** The same of a `course`'s file. */
export async function courseSource({ dir }: Course): Promise<LessonSource> {
  const file = join(dir, 'course.yaml');
  return yamlSource(utf8(await readInside(dir, file, maxLessonBytes), file), file);
}

function yamlSource(yaml: string, file: string): LessonSource {
  const lines = new LineCounter();
  const doc = parseDocument(yaml, { lineCounter: lines });
  const atNode = (node: unknown, message: string): LessonProblem | undefined => {
    if (!isNode(node) || node.range === undefined || node.range === null) return undefined;
    const { line, col } = lines.linePos(node.range[0]);
    return { file, line, column: col, message };
  };
  const at = (path: readonly (string | number)[], message: string): LessonProblem => {
    for (let length = path.length; length > 0; length--) {
      const problem = atNode(doc.getIn(path.slice(0, length), true), message);
      if (problem !== undefined) return problem;
    }
    return { file, line: 1, column: 1, message };
  };
  return {
    at,
    atKey(path, key, message) {
      const map: unknown = doc.getIn(path, true);
      const pair = isMap(map) ? map.items.find((item) => isNode(item.key) && String(item.key) === key) : undefined;
      return atNode(pair?.key, message) ?? at(path, message);
    },
  };
}
