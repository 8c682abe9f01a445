import { DockerfileLanguageServiceFactory } from 'dockerfile-language-service';
import { validate } from 'dockerfile-utils';
import type * as Api from 'monaco-editor/editor';
import type { CompletionItem, Hover, MarkupContent, Range } from 'vscode-languageserver-types';
import type { Monaco } from './setup.ts';

const owner = 'dockerfile';
const validateAfterMs = 200;

/** Diagnostics, completion and hover of Dockerfiles, by the language service that VS Code's Docker extension uses. */
export function registerDockerfile(monaco: Monaco): void {
  const service = DockerfileLanguageServiceFactory.createLanguageService();
  service.setCapabilities({
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
  });
  monaco.languages.registerCompletionItemProvider('dockerfile', {
    triggerCharacters: ['=', ' ', '$', '-'],
    async provideCompletionItems(model, position) {
      const items = await service.computeCompletionItems(model.getValue(), toPosition(position));
      const word = model.getWordUntilPosition(position);
      const fallback = { ...line(position), startColumn: word.startColumn, endColumn: word.endColumn };
      return { suggestions: items.map((item) => toSuggestion(monaco, service.resolveCompletionItem(item), fallback)) };
    },
  });
  monaco.languages.registerHoverProvider('dockerfile', {
    provideHover(model, position) {
      const hover = service.computeHover(model.getValue(), toPosition(position));
      return hover === null ? null : toHover(hover);
    },
  });
  const watch = (model: Api.editor.ITextModel): void => {
    if (model.getLanguageId() === 'dockerfile') validateAlways(monaco, model);
  };
  monaco.editor.onDidCreateModel(watch);
}

function validateAlways(monaco: Monaco, model: Api.editor.ITextModel): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = (): void => {
    if (!model.isDisposed()) monaco.editor.setModelMarkers(model, owner, problems(monaco, model.getValue()));
  };
  const changes = model.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(check, validateAfterMs);
  });
  model.onWillDispose(() => {
    clearTimeout(timer);
    changes.dispose();
  });
  check();
}

function problems(monaco: Monaco, text: string): Api.editor.IMarkerData[] {
  return validate(text).map(({ message, range, severity }) => ({
    ...toRange(range),
    message,
    severity: severity === 1 ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    source: 'Dockerfile',
  }));
}

function toSuggestion(monaco: Monaco, item: CompletionItem, fallback: Api.IRange): Api.languages.CompletionItem {
  const edit = item.textEdit;
  const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
  return {
    label: item.label,
    kind: item.kind === 14 ? CompletionItemKind.Keyword : CompletionItemKind.Property,
    insertText: edit?.newText ?? item.insertText ?? item.label,
    ...(item.insertTextFormat === 2 ? { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : {}),
    range: edit !== undefined && 'range' in edit ? toRange(edit.range) : fallback,
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.documentation === undefined ? {} : { documentation: { value: markdown(item.documentation) } }),
    ...(item.sortText === undefined ? {} : { sortText: item.sortText }),
  };
}

function toHover({ contents, range }: Hover): Api.languages.Hover {
  const parts = Array.isArray(contents) ? contents : [contents];
  return {
    contents: parts.map((part) => ({ value: typeof part === 'string' ? part : part.value })),
    ...(range === undefined ? {} : { range: toRange(range) }),
  };
}

const markdown = (text: string | MarkupContent): string => (typeof text === 'string' ? text : text.value);
const toPosition = ({ lineNumber, column }: Api.IPosition) => ({ line: lineNumber - 1, character: column - 1 });
const line = ({ lineNumber }: Api.IPosition) => ({ startLineNumber: lineNumber, endLineNumber: lineNumber });

function toRange({ start, end }: Range): Api.IRange {
  return {
    startLineNumber: start.line + 1,
    startColumn: start.character + 1,
    endLineNumber: end.line + 1,
    endColumn: end.character + 1,
  };
}
