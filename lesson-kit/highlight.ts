import type { Element, Root } from 'hast';
import type { Code } from 'mdast';
import { createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { parseFenceMeta } from './fence-meta.ts';
import { fenceLanguages } from './lesson-elements.ts';

/** Longer blocks stay plain: colouring costs time on every first request of a lesson. */
const maxColouredChars = 20_000;

/**
 * A code block as `<pre data-lang data-kind>`, with `data-terminal`, `data-node`, `data-inside` and `data-file` where the fence says
 * so (fence-meta.ts). Colours are the CSS variables --shiki-light and --shiki-dark on every token.
 */
export async function loadHighlighter(): Promise<(code: Code) => Element> {
  highlighters.shiki ??= createShiki();
  const shiki = await highlighters.shiki;
  return (code) => {
    const pre = isPlain(code) ? plainPre(code) : colouredPre(code, shiki);
    pre.properties['data-lang'] = code.lang ?? 'text';
    const { kind, terminal, node, isInside, file } = parseFenceMeta(code.meta ?? '').fence;
    if (kind !== undefined) pre.properties['data-kind'] = kind;
    if (terminal !== undefined) pre.properties['data-terminal'] = terminal;
    if (node !== undefined) pre.properties['data-node'] = node;
    if (isInside === true) pre.properties['data-inside'] = 'yes';
    if (file !== undefined) pre.properties['data-file'] = file;
    return pre;
  };
}

/** Made at the first use, then shared: loading the grammars takes about 50 ms. */
const highlighters: { shiki: Promise<HighlighterCore> | undefined } = { shiki: undefined };

function createShiki(): Promise<HighlighterCore> {
  return createHighlighterCore({
    themes: [
      import('shiki/themes/github-light-high-contrast.mjs'),
      import('shiki/themes/github-dark-high-contrast.mjs'),
    ],
    langs: [
      import('shiki/langs/shellscript.mjs'),
      import('shiki/langs/shellsession.mjs'),
      import('shiki/langs/docker.mjs'),
      import('shiki/langs/yaml.mjs'),
      import('shiki/langs/json.mjs'),
      import('shiki/langs/tsx.mjs'),
      import('shiki/langs/typescript.mjs'),
      import('shiki/langs/javascript.mjs'),
      import('shiki/langs/jsx.mjs'),
      import('shiki/langs/python.mjs'),
      import('shiki/langs/go.mjs'),
      import('shiki/langs/ini.mjs'),
      import('shiki/langs/toml.mjs'),
      import('shiki/langs/nginx.mjs'),
      import('shiki/langs/make.mjs'),
      import('shiki/langs/sql.mjs'),
      import('shiki/langs/html.mjs'),
      import('shiki/langs/css.mjs'),
      import('shiki/langs/diff.mjs'),
      import('shiki/langs/c.mjs'),
    ],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
}

function isPlain({ lang, value }: Code): boolean {
  const language = lang ?? 'text';
  return (
    language === 'text' || value.length > maxColouredChars || !(fenceLanguages as readonly string[]).includes(language)
  );
}

function plainPre({ value }: Code): Element {
  const code: Element = { type: 'element', tagName: 'code', properties: {}, children: [{ type: 'text', value }] };
  return { type: 'element', tagName: 'pre', properties: { class: 'shiki', tabindex: '0' }, children: [code] };
}

function colouredPre(code: Code, shiki: HighlighterCore): Element {
  const root: Root = shiki.codeToHast(code.value, {
    lang: code.lang ?? 'text',
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    defaultColor: false,
  });
  const pre = root.children.find((node) => node.type === 'element');
  return pre ?? plainPre(code);
}
