import type { editor } from 'monaco-editor/editor';

/** How the text is shown; `element` tells the site's monospace type. */
export function editorOptions(
  element: Element,
): editor.IStandaloneEditorConstructionOptions & editor.IDiffEditorOptions {
  return {
    automaticLayout: true,
    fontFamily: getComputedStyle(element).getPropertyValue('--font-mono'),
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    wordWrap: 'on',
    tabSize: 2,
    renderLineHighlight: 'line',
    fixedOverflowWidgets: true,
    // Files that are dropped are uploads: editor-tool.tsx.
    dropIntoEditor: { enabled: false },
    // A text area, which every screen reader, phone and key handler of the page knows.
    editContext: false,
    lineNumbersMinChars: 3,
    padding: { top: 8, bottom: 8 },
    stickyScroll: { enabled: false },
    quickSuggestions: { other: true, comments: false, strings: true },
    // Enter at the end of a word that is there already ends the line.
    acceptSuggestionOnEnter: 'smart',
    wordBasedSuggestions: 'off',
    unicodeHighlight: { ambiguousCharacters: false },
  };
}
