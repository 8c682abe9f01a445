import type * as Api from 'monaco-editor/editor';
import type { Monaco } from './setup.ts';

/** Highlighting for what Monaco has no grammar for. */
export function registerGrammars(monaco: Monaco): void {
  for (const [id, grammar] of Object.entries(grammars)) {
    monaco.languages.register({ id });
    monaco.languages.setMonarchTokensProvider(id, grammar);
    monaco.languages.setLanguageConfiguration(id, {
      comments: { lineComment: '#' },
      brackets: [
        ['{', '}'],
        ['(', ')'],
      ],
      autoClosingPairs: [
        { open: '{', close: '}' },
        { open: '(', close: ')' },
        { open: '"', close: '"' },
        { open: "'", close: "'" },
      ],
    });
  }
}

const nginx: Api.languages.IMonarchLanguage = {
  defaultToken: '',
  // The start of a statement is its directive's name.
  tokenizer: {
    root: [
      [/#.*$/, 'comment'],
      [/\s+/, ''],
      [/}/, 'delimiter.bracket'],
      [/(server|location|http|events|upstream|map|if|types|stream|geo|limit_except)\b/, 'keyword', '@values'],
      [/[\w.$-]+/, 'type', '@values'],
    ],
    values: [
      [/[;{]/, 'delimiter', '@pop'],
      [/}/, 'delimiter.bracket', '@pop'],
      [/#.*$/, 'comment'],
      [/\$[\w]+|\$\{\w+\}/, 'variable'],
      [/"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/, 'string'],
      [/\b(on|off|any|none|default|default_server|last|break|permanent|redirect|all)\b/, 'keyword'],
      [/\d+(\.\d+)*(:\d+)?[kmgshd]?\b/, 'number'],
      [/[~^=*]+/, 'operator'],
      [/[^\s;{}$"'#]+/, 'string'],
    ],
  },
};

const makefile: Api.languages.IMonarchLanguage = {
  defaultToken: '',
  tokenizer: {
    root: [
      [/^\t[@+-]*/, '', '@recipe'],
      [/#.*$/, 'comment'],
      [/^\s*-?(include|define|endef|ifdef|ifndef|ifeq|ifneq|else|endif|export|unexport|override|vpath)\b/, 'keyword'],
      [/^[\w.-]+(?=\s*[:?+!]*=)/, 'variable'],
      [/^\.[A-Z_]+(?=\s*:)/, 'keyword'],
      [/^[^\s:=#][^:=#]*(?=:)/, 'type'],
      [/\$[({][^)}]*[)}]|\$[@<^*?%+|$]/, 'variable'],
      [/[:?+!]*=|::?/, 'operator'],
    ],
    recipe: [
      [/\\$/, 'string.escape'],
      [/$/, '', '@pop'],
      [/\$[({][^)}]*[)}]|\$[@<^*?%+|$]|\$\$\w+/, 'variable'],
      [/"([^"\\]|\\.)*"|'[^']*'/, 'string'],
      [/#.*$/, 'comment', '@pop'],
      [/[^$"'#\\]+?(?=[$"'#\\]|$)/, ''],
      [/./, ''],
    ],
  },
  includeLF: true,
};

const ignore: Api.languages.IMonarchLanguage = {
  defaultToken: 'string',
  tokenizer: {
    root: [
      [/^#.*$/, 'comment'],
      [/^!/, 'keyword'],
      [/[*?]+|\[[^\]]*\]/, 'operator'],
    ],
  },
};

const grammars = { nginx, makefile, ignore };
