import { createHash } from 'node:crypto';
import type { PublishedPort } from '../../../protocol/preview.ts';
import type { Explanation } from './explain.ts';

/**
 * Of an answer: which failure stands in its place, absent from one of the learner's server. Of a request: the page of a failure
 * looks again, and wants only the kind (`kind`), which costs little, or the exact cause too (`cause`).
 */
export const failureHeader = 'x-slipway-preview';

/** What a page of a failure is about: its kind and, after a space, what stands for its exact words. */
export function failureMark(kind: string, words: Explanation): string {
  return `${kind} ${createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 12)}`;
}

/**
 * Looks again by itself: a server that has just been started is there a moment later, and a container that was stopped may have
 * been removed. Another cause must be found twice, as that of a container which is started again and again comes and goes.
 * Gives up after two minutes.
 */
const script = `
let tries = 0;
let other = null;
const { failure } = document.documentElement.dataset;
const look = async () => {
  if (++tries > 60) {
    document.querySelector('[role=status]').textContent = 'This page no longer looks by itself. Reload it once something has changed.';
    return;
  }
  if (document.visibilityState === 'visible') {
    const wants = tries % 3 === 0 || other !== null ? 'cause' : 'kind';
    const headers = { '${failureHeader}': wants };
    const answer = await fetch(location.href, { cache: 'no-store', redirect: 'manual', headers }).catch(() => null);
    const shown = wants === 'cause' ? failure : failure.split(' ')[0];
    const now = answer?.headers.get('${failureHeader}') ?? null;
    if (answer && now !== shown && (wants === 'kind' || now === other || now === null)) return location.reload();
    other = wants === 'cause' && now !== shown ? now : null;
    answer?.body?.cancel();
  }
  setTimeout(look, 2000);
};
setTimeout(look, 1000);
`;

const style = `
:root { color-scheme: light dark; --ground: #f5f0e6; --ink: #18242f; --soft: #4a5764; --line: #d8cfbd; --sunken: #ece5d6; --link: #0b5394; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0b1723; --ink: #e7eef4; --soft: #a8b8c6; --line: #274055; --sunken: #08121c; --link: #8cc4ff; }
}
body { margin: 0; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 42rem; margin: 0 auto; }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 0.75rem; text-wrap: balance; }
h2 { font-size: 1rem; margin: 1.25rem 0 0.25rem; }
p { margin: 0 0 0.75rem; }
ul { margin: 0; padding-left: 1.25rem; }
pre { margin: 0.25rem 0; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 6px; background: var(--sunken);
  font: 0.875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--link); }
.soft { color: var(--soft); font-size: 0.8125rem; }
`;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** For the answer that carries the page, with `failureHeader`. */
export const failurePageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; connect-src 'self'; base-uri 'none'; form-action 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * A page in the place of an answer that did not come. `addressOf`: where another port's preview is. `mark`: it reloads
 * itself once something else is the matter, or answers; null: it doesn't.
 */
export function failurePage(
  { title, sentences, commands, ports }: Explanation,
  addressOf: (port: PublishedPort) => string,
  mark: string | null,
): string {
  const parts = [
    `<h1>${escaped(title)}</h1>`,
    ...sentences.map((sentence) => `<p>${escaped(sentence)}</p>`),
    ...(commands.length === 0
      ? []
      : [
          `<h2>Look at it in the terminal</h2>`,
          ...commands.map((command) => `<pre><code>${escaped(command)}</code></pre>`),
        ]),
    ...(ports.length === 0
      ? []
      : [
          '<h2>Published ports</h2><ul>',
          ...ports.map(
            (port) =>
              `<li><a href="${escaped(addressOf(port))}">${port.port}</a> of ${escaped(port.container)} (${escaped(port.image)})</li>`,
          ),
          '</ul>',
        ]),
    ...(mark !== null ? ['<p class="soft" role="status">This page looks again every two seconds.</p>'] : []),
  ];
  return `<!doctype html>
<html lang="en"${mark === null ? '' : ` data-failure="${escaped(mark)}"`}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
<main aria-label="Why the preview shows nothing">
${parts.join('\n')}
</main>
${mark !== null ? `<script>${script}</script>` : ''}
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
