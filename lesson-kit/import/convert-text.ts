import { fenceLanguages } from '../lesson-elements.ts';
import { isAllowedLink } from '../lesson-elements.ts';
import { parseShell } from '../lint/lint-shell.ts';

/** A foreign text as the text of our lessons, and the commands that it has typed, in order. */
export interface ConvertedText {
  readonly text: string;
  readonly commands: readonly string[];
}

const shells = ['sh', 'bash', 'shell', 'zsh', 'console', 'terminal'];

/**
 * Markdown of Katacoda, Killercoda (`{{exec}}` behind a block or `code`) or Docker Labspaces (`bash` blocks have a button;
 * `save-as=PATH`) as a text in which nothing is code for MDX. `lost` is told what had to be left out.
 */
export async function convertText(foreign: string, runsByDefault: boolean, lost: string[]): Promise<ConvertedText> {
  const out: string[] = [];
  const commands: string[] = [];
  const lines = foreign.replace(/<!--[\s\S]*?-->/g, '').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const [, indent = '', ticks, info = ''] = /^(\s*)(```+|~~~+)\s*(.*)$/.exec(line) ?? [];
    const [, one] = /^\s*(?:[-*]\s+)?`([^`]+)`\s*\{\{\s*exec[^}]*\}\}\s*$/.exec(line) ?? [];
    if (one !== undefined) {
      out.push('', ...(await fence('', 'sh', [one], 'run', commands, lost)), '');
    } else if (ticks === undefined) {
      out.push(prose(line, lost));
    } else {
      const code: string[] = [];
      let mark = '';
      for (i++; i < lines.length; i++) {
        const next = lines[i] ?? '';
        const close = next.trim();
        if (close.startsWith(ticks) && /^[`~]+\s*(?:\{\{.*\}\})?$/.test(close)) {
          mark = /\{\{\s*(\w+)/.exec(close)?.[1] ?? '';
          break;
        }
        code.push(next.startsWith(indent) ? next.slice(indent.length) : next.trimStart());
      }
      out.push(...(await fence(indent, ...meaning(info, mark, runsByDefault, lost, code), commands, lost)));
    }
  }
  return {
    text: out
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    commands,
  };
}

/** Language, code and purpose of a block with this `info` behind its opening and `mark` behind its end. */
function meaning(
  info: string,
  mark: string,
  runsByDefault: boolean,
  lost: string[],
  code: readonly string[],
): [string, readonly string[], string] {
  const [named = '', ...words] = info.replace(/\{\{.*\}\}/, '').split(/\s+/);
  const language = named.toLowerCase();
  const isShell = shells.includes(language) || (language === '' && mark.startsWith('exec'));
  const known = (fenceLanguages as readonly string[]).includes(language) ? language : 'text';
  const file = words.map((word) => /^save-as=(.+)$/.exec(word)?.[1]).find((path) => path !== undefined);
  for (const word of words)
    if (!/^(?:save-as=|no-run-button$|no-copy-button$)/.test(word)) lost.push(`a code block's "${word}" was left out`);
  if (file !== undefined && /^[^\s"/][^\s"]*$/.test(file) && !file.split('/').includes('..'))
    return [known, code, `file=${file}`];
  const runs = mark.startsWith('exec') || (runsByDefault && isShell && !words.includes('no-run-button'));
  if (runs && (isShell || mark.startsWith('exec'))) return ['sh', code, 'run'];
  return [isShell ? 'sh' : known, code, mark === 'copy' ? 'copy' : ''];
}

async function fence(
  indent: string,
  language: string,
  code: readonly string[],
  purpose: string,
  commands: string[],
  lost: string[],
): Promise<string[]> {
  let meta = purpose;
  if (purpose === 'run') {
    const wrong = await parseShell(code.join('\n'));
    if (wrong === undefined) commands.push(...code.filter((line) => line.trim() !== ''));
    else {
      meta = 'copy';
      lost.push(`this block was to be run, but is not a shell command (${wrong.message}): ${code[0] ?? ''}`);
    }
  }
  const longest = Math.max(2, ...code.map((line) => /^\s*(`+)/.exec(line)?.[1]?.length ?? 0));
  const ticks = '`'.repeat(longest + 1);
  return [`${ticks}${language}${meta === '' ? '' : ` ${meta}`}`, ...code, ticks].map((line) => indent + line);
}

/** One line outside of code. What MDX would take for code is escaped, and marks of the other tool are taken out. */
function prose(line: string, lost: string[]): string {
  const plain = line
    .replace(/^# /, '## ')
    .replace(
      /^(\s*)(import|export)\b/,
      (_all, space: string, word: string) => `${space}&#${word.charCodeAt(0)};${word.slice(1)}`,
    );
  if (/^\s*:{2,}/.test(plain)) {
    if (plain.replace(/[:\s]/g, '') !== '') lost.push(`a directive was left out: ${plain.trim().slice(0, 80)}`);
    return '';
  }
  return plain
    .split(/(`+[^`]+`+)/)
    .map((part, i) => (i % 2 === 1 ? part : proseOutsideCode(part, lost)))
    .join('');
}

function proseOutsideCode(part: string, lost: string[]): string {
  return part
    .replace(/^\{\{\s*(?:exec\w*|copy|open)[^}]*\}\}/, '')
    .replace(/\{\{[^}]*\}\}|\[\[[A-Z_]+[^\]]*\]\]/g, (mark) => {
      lost.push(`${mark} stands for something that is not here`);
      return '…';
    })
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, (_all, alt: string) => {
      lost.push(`an image was left out: ${alt || 'without a name'}`);
      return alt;
    })
    .replace(/\[([^\]]*)\]\(([^)\s]*)[^)]*\)/g, (all, text: string, url: string) => {
      if (/^https?:|^mailto:/.test(url) && isAllowedLink(url)) return all;
      lost.push(`a link that leads nowhere here became text: ${text} (${url})`);
      return text;
    })
    .replace(/<(https?:\/\/[^>\s]+)>/g, '$1')
    .replace(/(?<!\\)[{<]/g, '\\$&');
}
