import type * as Api from 'monaco-editor/editor';
import { learnerHome } from '../../../../protocol/files.ts';
import type { TextBuffer } from '../documents.ts';
import { languageOf } from '../language-of.ts';
import type { Monaco } from './setup.ts';

/** A file's text in Monaco, with its undo history. */
export interface ModelBuffer extends TextBuffer {
  readonly model: Api.editor.ITextModel;
  /** Where cursor and scroll were when another file came to the front. */
  viewState: Api.editor.ICodeEditorViewState | null;
}

/** `node`: the machine whose file it is. Two of them may have files of one name, both open. */
export function modelBuffer(monaco: Monaco, node: string, path: string, text: string): ModelBuffer {
  const uri = monaco.Uri.file(`${node === 'main' ? '' : `/${node}`}${learnerHome}/${path}`);
  // One may be left from a document that was closed while it loaded.
  monaco.editor.getModel(uri)?.dispose();
  const model = monaco.editor.createModel(text, languageOf(path, text), uri);
  let isReplacing = false;
  return {
    model,
    viewState: null,
    text: () => model.getValue(monaco.editor.EndOfLinePreference.TextDefined, true),
    replace(next) {
      isReplacing = true;
      const { LF, CRLF } = monaco.editor.EndOfLineSequence;
      model.pushEOL(next.includes('\r\n') ? CRLF : LF);
      model.pushEditOperations(
        [],
        [{ range: model.getFullModelRange(), text: next.replace(/^\ufeff/, '') }],
        () => null,
      );
      model.pushStackElement();
      isReplacing = false;
    },
    onEdit(listener) {
      model.onDidChangeContent(() => {
        if (!isReplacing) listener();
      });
    },
    dispose: () => model.dispose(),
  };
}
