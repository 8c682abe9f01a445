import type { UnsavedFile } from '../editor/editors.ts';
import { nodeLabel } from '../workspace/nodes.ts';

/** As many as one reads at once. */
const mostNamed = 5;

/** What is lost of these files, by name; null: nothing. `isNumbered`: there are several machines, which have names. */
export function unsavedSentence(files: readonly UnsavedFile[], isNumbered: boolean): string | null {
  if (files.length === 0) return null;
  const names = files
    .slice(0, mostNamed)
    .map(({ node, path }) => `“${path}”${isNumbered ? ` on ${nodeLabel(node)}` : ''}`)
    .join(', ');
  const more = files.length > mostNamed ? ` and ${files.length - mostNamed} more` : '';
  return `Not saved: ${names}${more}. What you wrote there last is in the editor only, and would be lost.`;
}
