import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/css/register';
import 'monaco-editor/languages/definitions/dockerfile/register';
import 'monaco-editor/languages/definitions/go/register';
import 'monaco-editor/languages/definitions/html/register';
import 'monaco-editor/languages/definitions/ini/register';
import 'monaco-editor/languages/definitions/javascript/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/python/register';
import 'monaco-editor/languages/definitions/shell/register';
import 'monaco-editor/languages/definitions/typescript/register';
import 'monaco-editor/languages/definitions/yaml/register';
import 'monaco-editor/languages/features/json/register';
import { registerCompose } from './compose.ts';
import { registerDockerfile } from './dockerfile.ts';
import { registerGrammars } from './grammars.ts';

/** Prepares Monaco once for the page: workers of this site, languages, keys that stay the page's. */
function setUp(): typeof monaco {
  self.MonacoEnvironment = {
    getWorker: (_module, label) =>
      label === 'json'
        ? new Worker(new URL('./json.worker.ts', import.meta.url), { type: 'module' })
        : new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' }),
  };
  registerGrammars(monaco);
  registerDockerfile(monaco);
  registerCompose(monaco);
  // These turn the pages of a lesson (use-page-keys.ts).
  const { KeyMod, KeyCode } = monaco;
  monaco.editor.addKeybindingRules(
    [KeyMod.Alt | KeyCode.PageDown, KeyMod.Alt | KeyCode.PageUp, KeyCode.F6].map((keybinding) => ({
      keybinding,
      command: null,
    })),
  );
  return monaco;
}

/** Monaco, ready. Imported late: it is large. */
export const readyMonaco = setUp();
export type Monaco = typeof monaco;
