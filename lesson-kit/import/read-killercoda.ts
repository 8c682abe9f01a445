import { z } from 'zod';
import type { ForeignLesson, ForeignStep } from './foreign-lesson.ts';
import type { ForeignFolder } from './read-foreign-file.ts';

const page = z.looseObject({
  title: z.string().optional(),
  text: z.string().optional(),
  verify: z.string().optional(),
  hint: z.string().optional(),
  foreground: z.string().optional(),
  background: z.string().optional(),
  code: z.string().optional(),
  courseData: z.string().optional(),
});
const scenario = z.looseObject({
  title: z.string(),
  description: z.string().optional(),
  time: z.string().optional(),
  details: z.looseObject({
    intro: page.optional(),
    steps: z.array(page).min(1),
    finish: page.optional(),
    assets: z
      .looseObject({ host01: z.array(z.looseObject({ file: z.string(), target: z.string() })).optional() })
      .optional(),
  }),
  backend: z.looseObject({ imageid: z.string().optional() }).optional(),
});

/** Reads a Katacoda or Killercoda scenario from the text of its `index.json`. Throws ZodError or SyntaxError. */
export async function readKillercoda(index: string, folder: ForeignFolder): Promise<ForeignLesson> {
  const { title, description, time, details, backend, ...others } = scenario.parse(JSON.parse(index));
  const lost: string[] = [];
  const textOf = async (one: z.infer<typeof page> | undefined): Promise<string> =>
    one?.text === undefined ? '' : ((await folder.text(one.text, lost)) ?? '');
  const steps: ForeignStep[] = [];
  for (const [i, step] of details.steps.entries()) {
    steps.push({
      title: step.title ?? `Step ${i + 1}`,
      text: await textOf(step),
      verify: step.verify === undefined ? undefined : await folder.text(step.verify, lost),
      hint: step.hint === undefined ? undefined : await folder.text(step.hint, lost),
    });
    for (const key of ['foreground', 'background', 'code', 'courseData'] as const)
      if (step[key] !== undefined)
        lost.push(`steps[${i}].${key}: nothing runs between steps here; ${step[key]} was left out`);
  }
  const setup: string[] = [];
  for (const key of ['foreground', 'background', 'code', 'courseData'] as const) {
    const file = details.intro?.[key];
    const script = file === undefined ? undefined : await folder.text(file, lost);
    if (script === undefined) continue;
    setup.push(script);
    lost.push(
      `intro.${key}: ${file ?? ''} became a setup command, which must end before the learner arrives; look it over`,
    );
  }
  const finish = await textOf(details.finish);
  if (finish !== '')
    steps.push({ title: details.finish?.title ?? 'Done', text: finish, verify: undefined, hint: undefined });
  const files = new Map<string, Buffer>();
  for (const { file, target } of details.assets?.host01 ?? []) {
    const home = /^(?:~|\/root)(?:\/(.*))?$/.exec(target)?.[1] ?? (target.startsWith('/') ? undefined : target);
    const content = home === undefined ? undefined : await folder.bytes(`assets/${file}`, lost);
    if (home === undefined) lost.push(`assets: ${file} goes to ${target}, which is not in the learner's home`);
    if (home === undefined || content === undefined) continue;
    files.set(
      [...home.split('/'), file.split('/').at(-1) ?? file].filter((part) => !['', '.', '..'].includes(part)).join('/'),
      content,
    );
  }
  if (backend?.imageid !== undefined)
    lost.push(
      `backend.imageid: the machine "${backend.imageid}" is not here; each learner gets a Docker Engine on Debian`,
    );
  for (const key of Object.keys(others)) lost.push(`${key}: there is nothing like it here`);
  return {
    title,
    summary: description ?? title,
    minutes: Number(/\d+/.exec(time ?? '')?.[0] ?? 15),
    introduction: await textOf(details.intro),
    steps,
    setup,
    files,
    lost,
  };
}
