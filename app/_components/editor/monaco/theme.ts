import type * as Api from 'monaco-editor/editor';
import type { Monaco } from './setup.ts';

const name = 'slipway';

/** Gives Monaco the colours of tokens.css as they apply to `element` now. */
export function applyTheme(monaco: Monaco, element: Element): void {
  const style = getComputedStyle(element);
  const token = (key: string): string => style.getPropertyValue(`--${key}`).trim();
  const plain = (key: string): string => token(key).slice(1);
  const isDark = style.colorScheme.includes('dark');
  const rules: Api.editor.ITokenThemeRule[] = Object.entries(tokenColours).map(([scope, key]) => ({
    token: scope,
    foreground: plain(key),
  }));
  const colors = Object.fromEntries(Object.entries(editorColours).map(([part, key]) => [part, token(key)]));
  monaco.editor.defineTheme(name, {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [{ token: '', foreground: plain('term-ink'), background: plain('term-ground') }, ...rules],
    colors,
  });
  monaco.editor.setTheme(name);
}

const tokenColours = {
  comment: 'ink-soft',
  keyword: 'term-blue',
  'keyword.json': 'term-magenta',
  string: 'term-green',
  'string.yaml': 'term-ink',
  'string.key.json': 'term-blue',
  'string.value.json': 'term-green',
  number: 'term-magenta',
  type: 'term-blue',
  variable: 'term-cyan',
  'attribute.name': 'term-cyan',
  'attribute.value': 'term-green',
  tag: 'term-blue',
  operator: 'term-yellow',
  delimiter: 'ink-soft',
  regexp: 'term-red',
} as const;

const editorColours = {
  'editor.background': 'term-ground',
  'editor.foreground': 'term-ink',
  'editor.selectionBackground': 'term-selection',
  'editor.lineHighlightBackground': 'sunken',
  'editorLineNumber.foreground': 'ink-soft',
  'editorLineNumber.activeForeground': 'ink',
  'editorCursor.foreground': 'term-cursor',
  'editorIndentGuide.background1': 'line',
  'editorGutter.background': 'term-ground',
  'editorWidget.background': 'raised',
  'editorWidget.foreground': 'ink',
  'editorWidget.border': 'line-strong',
  'editorSuggestWidget.background': 'raised',
  'editorSuggestWidget.foreground': 'ink',
  'editorSuggestWidget.selectedBackground': 'term-selection',
  'editorSuggestWidget.selectedForeground': 'ink',
  'editorSuggestWidget.highlightForeground': 'link',
  'editorSuggestWidget.focusHighlightForeground': 'link',
  'editorHoverWidget.background': 'raised',
  'editorHoverWidget.foreground': 'ink',
  'editorHoverWidget.border': 'line-strong',
  'editorError.foreground': 'problem',
  'editorWarning.foreground': 'trying',
  'editorInfo.foreground': 'note',
  'diffEditor.insertedTextBackground': 'done-wash',
  'diffEditor.removedTextBackground': 'problem-wash',
  'diffEditor.insertedLineBackground': 'done-wash',
  'diffEditor.removedLineBackground': 'problem-wash',
  'textLink.foreground': 'link',
  focusBorder: 'focus',
  'input.background': 'surface',
  'input.foreground': 'ink',
  'input.border': 'line-strong',
  'list.hoverBackground': 'sunken',
  'list.activeSelectionBackground': 'term-selection',
  'list.activeSelectionForeground': 'ink',
  'quickInput.background': 'raised',
  'quickInput.foreground': 'ink',
  'menu.background': 'raised',
  'menu.foreground': 'ink',
  'menu.selectionBackground': 'term-selection',
  'menu.selectionForeground': 'ink',
  'scrollbarSlider.background': 'term-selection',
} as const;
