import { courseFileSchema, lessonFrontmatterSchema } from '../protocol/lesson.ts';
import { fieldTable } from './check-reference.ts';
import { fenceKinds, fenceLanguages, lessonElements } from './lesson-elements.ts';

/** The reference of the fields of course.yaml and lesson.mdx, and of what may stand in a lesson's text, in Markdown. */
export function elementReference(): string {
  const rows = [...lessonElements].map(([name, { place, attributes, empty }]) => {
    const given = Object.entries(attributes).map(([key, need]) =>
      need === 'required' ? `**\`${key}\`**` : `\`${key}\``,
    );
    return `| \`<${name}${empty ? ' /' : ''}>\` | ${place === 'block' ? 'on lines of its own' : 'in a sentence'} | ${given.join(', ') || '–'} | ${empty ? 'nothing' : 'text'} |`;
  });
  return [
    '# Fields and elements of a lesson',
    'Fields and attributes in **bold** must be given.',
    '## `course.yaml`',
    fieldTable(courseFileSchema),
    '## `lesson.mdx`',
    fieldTable(lessonFrontmatterSchema, ['checks']),
    '## Elements',
    ['| element | stands | attributes | holds |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    '## Code blocks',
    `A code block is for ${fenceKinds.map((kind) => `\`${kind}\``).join(', ')}, or just shown. Languages: ${fenceLanguages.join(', ')}.`,
  ].join('\n\n');
}
