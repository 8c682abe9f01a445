import { parse } from 'yaml';
import { z } from 'zod';
import type { ForeignLesson, ForeignStep } from './foreign-lesson.ts';
import type { ForeignFolder } from './read-foreign-file.ts';

const labspace = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  metadata: z.looseObject({ title: z.string().optional(), description: z.string().optional() }).optional(),
  sections: z.array(z.looseObject({ title: z.string(), contentPath: z.string() })).min(1),
});

/** Reads a Docker Labspace from the text of its `labspace.yaml`. Throws ZodError or YAMLParseError. */
export async function readLabspace(yaml: string, folder: ForeignFolder): Promise<ForeignLesson> {
  const { title, description, metadata, sections, ...others } = labspace.parse(parse(yaml));
  const lost: string[] = [];
  const steps: ForeignStep[] = [];
  for (const { title: name, contentPath, ...more } of sections) {
    const text = (await folder.text(contentPath, lost)) ?? '';
    steps.push({ title: name, text, verify: undefined, hint: undefined });
    for (const key of Object.keys(more)) lost.push(`section "${name}": ${key}: there is nothing like it here`);
  }
  for (const key of Object.keys(others)) lost.push(`${key}: there is nothing like it here`);
  lost.push('checks: a labspace has none; until you write some, nothing is graded');
  const name = title ?? metadata?.title ?? 'A labspace';
  return {
    title: name,
    summary: description ?? metadata?.description ?? name,
    minutes: 15,
    introduction: '',
    steps,
    setup: [],
    files: new Map(),
    lost,
  };
}
