import { useCallback, useEffect, useRef, useState } from 'react';
import { readClipboard } from '../clipboard.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { changeFontSize } from './font-size.ts';
import type { Paste } from './paste.ts';
import type { ScreenOptions } from './terminal-screen.ts';
import type { TerminalAsk } from './terminal-dialogs.tsx';
import { localPort } from './terminal-links.ts';
import type { TerminalActions } from './terminal-menu.ts';
import { labelOf } from './terminal-label.ts';
import { close, open, select, split, unsplit } from './terminal-set.ts';
import type { TerminalHandle } from './terminal-view.tsx';
import type { Terminals } from './use-terminals.ts';

interface Parts {
  readonly terminals: Terminals;
  readonly handles: ReadonlyMap<string, TerminalHandle>;
  readonly focus: (name: string) => void;
  readonly onSearch: (name: string) => void;
  readonly onRename: (name: string) => void;
}

/** What can be done with terminals by keys, menus and buttons, and what must be asked first. */
export function useTerminalActions({ terminals, handles, focus, onSearch, onRename }: Parts) {
  const { openPreview, announce } = useWorkspace();
  const { current, change } = terminals;
  const [ask, setAsk] = useState<TerminalAsk | null>(null);

  const wasAsking = useRef(false);
  const endAsk = useCallback(() => setAsk(null), []);
  useEffect(() => {
    // Nothing outside an open dialog can take the focus: it is given back when the dialog is gone.
    if (ask === null && wasAsking.current) focus(current().active);
    wasAsking.current = ask !== null;
  }, [ask, focus, current]);
  const say = (title: string, text: string): void => setAsk({ kind: 'say', title, text });
  const add = (): void => {
    change((set) => open(set));
    focus(current().active);
  };
  const openLink = (uri: string): void => {
    const port = localPort(uri);
    if (port === null) setAsk({ kind: 'link', uri });
    else openPreview(port);
  };
  const remove = (name: string): void => {
    handles.get(name)?.hangUp();
    change((set) => close(set, name));
    announce(`${labelOf(current(), name)} is closed.`);
    focus(current().active);
  };
  const closeOne = async (name: string): Promise<void> => {
    if (name === 'main') return;
    const seen = await handles.get(name)?.foreground();
    if (seen?.state !== 'program') remove(name);
    else setAsk({ kind: 'close', label: labelOf(current(), name), program: seen.program, onYes: () => remove(name) });
  };
  const size = (name: string, by: -1 | 0 | 1): void => {
    const now = handles.get(name)?.screen()?.fontSize();
    if (now === undefined) return;
    changeFontSize(by, now);
    announce(by === 0 ? 'Usual size of text' : by === 1 ? 'Larger text' : 'Smaller text');
  };
  const paste = async (name: string): Promise<void> => {
    const text = await readClipboard();
    if (text !== null) handles.get(name)?.screen()?.paste(text, false);
    else
      say(
        'The clipboard can’t be read from here',
        'Your browser doesn’t let a page read it. In the terminal, press Ctrl+V (on a Mac: Command+V).',
      );
  };

  return {
    ask,
    endAsk,
    add,
    openLink,
    close: (name: string) => void closeOne(name),
    key(name: string, key: Parameters<ScreenOptions['onKey']>[0]) {
      if (key === 'search') onSearch(name);
      else size(name, key === 'bigger' ? 1 : key === 'smaller' ? -1 : 0);
    },
    doubtfulPaste(name: string, doubtful: Exclude<Paste, { kind: 'ready' }>) {
      if (doubtful.kind === 'too-large')
        say(
          'That is too much to paste',
          `The clipboard holds ${doubtful.chars.toLocaleString('en')} characters. Put it into a file with the editor instead.`,
        );
      else
        setAsk({
          kind: 'paste',
          text: doubtful.text,
          lines: doubtful.lines,
          onYes: () => handles.get(name)?.screen()?.paste(doubtful.text, true),
        });
    },
    copyRefused: () => say('Nothing was copied', 'Your browser doesn’t let this page write to the clipboard.'),
    /** Everything in the menu of the terminal `name`. */
    of: (name: string): TerminalActions => ({
      copy: () => void handles.get(name)?.screen()?.copy(),
      paste: () => void paste(name),
      selectAll: () => handles.get(name)?.screen()?.selectAll(),
      search: () => onSearch(name),
      clear: () => handles.get(name)?.screen()?.clearAbove(),
      openLink,
      size: (by) => size(name, by),
      rename: () => onRename(name),
      split(direction) {
        change((set) => (direction === null ? unsplit(select(set, name)) : split(select(set, name), direction)));
        focus(current().active);
      },
      open: add,
      close: () => void closeOne(name),
    }),
  };
}
