import { ClipboardAddon } from '@xterm/addon-clipboard';
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { writeClipboard } from '../clipboard.ts';
import { bufferText, cursorLine } from './buffer-text.ts';
import { preparePaste, type Paste } from './paste.ts';
import { fastDrawing } from './screen-drawing.ts';
import { screenKey, type ScreenKey } from './screen-keys.ts';
import { linkUp, type LinkEvents } from './screen-links.ts';
import { searchIn, type ScreenSearch, type SearchResult } from './screen-search.ts';
import { silenceReplies } from './silence-replies.ts';
import type { Screen } from './terminal-connection.ts';
import { allLinks } from './terminal-links.ts';
import { terminalTheme, watchTheme } from './terminal-theme.ts';

export interface ScreenOptions extends LinkEvents {
  readonly isScreenReader: boolean;
  /** In CSS pixels; null: what suits the width. */
  readonly fontSize: number | null;
  /** What was typed, or what the terminal answers to a program. */
  readonly onInput: (bytes: Uint8Array) => void;
  /** A person typed or pasted; `onInput` tells what. */
  readonly onTyped: () => void;
  readonly onResize: () => void;
  /** Keys that belong to the page: true takes the key away from the terminal. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
  /** Keys of a terminal on a page that are not for the machine, except copy and paste. */
  readonly onKey: (key: Exclude<ScreenKey, 'copy' | 'copy-or-nothing' | 'paste' | 'menu'>) => void;
  /** A menu is wanted at this place of the window. */
  readonly onMenu: (x: number, y: number) => void;
  /** Something was to be pasted that needs a word with the learner first. */
  readonly onDoubtfulPaste: (paste: Exclude<Paste, { kind: 'ready' }>) => void;
  /** Copying was refused by the browser. */
  readonly onCopyRefused: () => void;
}

export interface TerminalScreen extends Screen {
  focus(): void;
  /** What the terminal would send for these keys now: programs may have asked for other codes for the arrows. */
  encodeKeys(text: string): Uint8Array;
  setScreenReader(isOn: boolean): void;
  /** What a screen reader calls it. */
  setLabel(label: string): void;
  setFontSize(px: number | null): void;
  fontSize(): number;
  setVisible(isVisible: boolean): void;
  hasSelection(): boolean;
  copy(): Promise<void>;
  selectAll(): void;
  /** Takes text from the clipboard; `isAgreed`: the learner was asked. */
  paste(text: string, isAgreed: boolean): void;
  /** Forgets what is above the line of the cursor. */
  clearAbove(): void;
  search(onResult: (result: SearchResult) => void): ScreenSearch;
  /** Opens the menu at the cursor. */
  menuAtCursor(): void;
  /** Links in the last lines, the newest first. */
  links(): readonly string[];
  /** How often a shell has switched bracketed paste on, which it does when it draws a prompt. */
  promptCount(): number;
  cursorLine(): string;
  /** When output was last shown, by performance.now(). */
  outputAtMs(): number;
  /** Calls back with what is shown from now on, control characters and all, until the function that it gives is called. */
  onOutput(listener: (output: string) => void): () => void;
  /** Everything that is kept, as plain lines. */
  text(): string;
  dispose(): void;
}

/** Opens a terminal in `element`, which it fills, follows in size, and owns until `dispose`. Knows no connection. */
export function openScreen(element: HTMLElement, options: ScreenOptions): TerminalScreen {
  const encoder = new TextEncoder();
  let isReplaying = false;
  let chosenSize = options.fontSize;
  let prompts = 0;
  let outputAtMs = performance.now();
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const terminal = new Terminal({
    allowProposedApi: true,
    convertEol: false,
    cursorBlink: false,
    fontFamily: getComputedStyle(element).getPropertyValue('--font-mono'),
    fontSize: chosenSize ?? usualSize(element),
    lineHeight: 1.2,
    macOptionIsMeta: true,
    minimumContrastRatio: 4.5,
    screenReaderMode: options.isScreenReader,
    scrollback: 10_000,
    theme: terminalTheme(element),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  // Programs may set the clipboard (OSC 52), as editors do; none may read what else lies in it.
  terminal.loadAddon(
    new ClipboardAddon(undefined, {
      readText: () => '',
      writeText: async (_selection, text) => {
        await writeClipboard(text);
      },
    }),
  );
  linkUp(terminal, options);
  const silencer = silenceReplies(terminal, () => isReplaying);
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => {
    if (params.includes(2004) && !isReplaying) prompts += 1;
    return false;
  });
  terminal.onData((text) => options.onInput(encoder.encode(text)));
  terminal.onBinary((text) => options.onInput(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  terminal.onKey(options.onTyped);
  terminal.onResize(options.onResize);
  terminal.open(element);
  const drawing = fastDrawing(terminal, () => refit());

  const copy = async (): Promise<void> => {
    if (!terminal.hasSelection()) return;
    if (await writeClipboard(terminal.getSelection())) terminal.clearSelection();
    else options.onCopyRefused();
  };
  const paste = (clipboard: string, isAgreed: boolean): void => {
    const isFullScreen = terminal.buffer.active.type === 'alternate';
    const ready = preparePaste(clipboard, !isAgreed && !isFullScreen && !terminal.modes.bracketedPasteMode);
    if (ready.kind !== 'ready') options.onDoubtfulPaste(ready);
    else if (ready.text !== '') {
      options.onTyped();
      terminal.paste(ready.text);
    }
  };
  const menuAtCursor = (): void => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const { cursorX, cursorY } = terminal.buffer.active;
    options.onMenu(left + (cursorX / terminal.cols) * width, top + ((cursorY + 1) / terminal.rows) * height);
  };
  terminal.attachCustomKeyEventHandler((event) => {
    if (options.takesKey(event)) return false;
    const hasSelection = terminal.hasSelection();
    const key = screenKey(event, { hasSelection, isFullScreen: terminal.buffer.active.type === 'alternate' });
    if (key === undefined) return true;
    // The browser pastes by itself: it needs nobody's leave to read the clipboard.
    if (key === 'paste') return false;
    event.preventDefault();
    if (event.type !== 'keydown') return false;
    if (key === 'copy' || key === 'copy-or-nothing') void copy();
    else if (key === 'menu') menuAtCursor();
    else options.onKey(key);
    return false;
  });
  const onPaste = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    paste(event.clipboardData?.getData('text/plain') ?? '', false);
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    // A program that follows the mouse has had the click; with Shift it is ours.
    if (terminal.modes.mouseTrackingMode === 'none' || event.shiftKey) options.onMenu(event.clientX, event.clientY);
  };
  element.addEventListener('paste', onPaste, true);
  element.addEventListener('contextmenu', onContextMenu, true);

  const refit = (): void => {
    // A hidden element has no size that a shell could use.
    if (element.clientWidth === 0 || element.clientHeight === 0) return;
    const usual = usualSize(element);
    // What was chosen at one's own desk is too small for a room.
    const size = isProjector() ? Math.max(chosenSize ?? 0, usual) : (chosenSize ?? usual);
    if (terminal.options.fontSize !== size) terminal.options.fontSize = size;
    fit.fit();
  };
  refit();
  const observer = new ResizeObserver(() => requestAnimationFrame(refit));
  observer.observe(element);
  const unwatch = watchTheme(() => {
    terminal.options.theme = terminalTheme(element);
    refit();
  });

  return {
    size: () => ({ cols: Math.min(terminal.cols, 500), rows: Math.min(terminal.rows, 300) }),
    write(bytes, isReplay, onShown) {
      // xterm works off what is written in order and calls back between two writes: the flag is right for each.
      if (isReplay) terminal.write('', () => (isReplaying = true));
      terminal.write(bytes, () => {
        isReplaying = false;
        outputAtMs = performance.now();
        onShown();
        for (const listener of listeners) listener(bytes);
      });
    },
    clear: () => terminal.reset(),
    notice: (text) => terminal.writeln(`\x1b[0;2m[${text}]\x1b[0m`),
    focus: () => terminal.focus(),
    encodeKeys: (text) =>
      encoder.encode(terminal.modes.applicationCursorKeysMode ? text.replace(/^\x1b\[([ABCD])$/, '\x1bO$1') : text),
    setScreenReader(isOn) {
      terminal.options.screenReaderMode = isOn;
    },
    setLabel: (label) => terminal.textarea?.setAttribute('aria-label', `${label} of your machine. F6 leaves it.`),
    setFontSize(px) {
      chosenSize = px;
      refit();
    },
    fontSize: () => terminal.options.fontSize ?? usualSize(element),
    setVisible: (isVisible) => drawing.setVisible(isVisible),
    hasSelection: () => terminal.hasSelection(),
    copy,
    selectAll: () => terminal.selectAll(),
    paste,
    clearAbove: () => terminal.clear(),
    search: (onResult) => searchIn(terminal, onResult),
    menuAtCursor,
    links: () => allLinks(bufferText(terminal, terminal.rows * 2)),
    promptCount: () => prompts,
    cursorLine: () => cursorLine(terminal),
    outputAtMs: () => outputAtMs,
    onOutput(listener) {
      // Made for who listens: a flood that nobody reads is not decoded.
      const decoder = new TextDecoder();
      const take = (bytes: Uint8Array): void => listener(decoder.decode(bytes, { stream: true }));
      listeners.add(take);
      return () => listeners.delete(take);
    },
    text: () => bufferText(terminal),
    dispose() {
      unwatch();
      observer.disconnect();
      element.removeEventListener('paste', onPaste, true);
      element.removeEventListener('contextmenu', onContextMenu, true);
      silencer.dispose();
      terminal.dispose();
    },
  };
}

function isProjector(): boolean {
  return document.documentElement.hasAttribute('data-projector');
}

/** 14 px at the browser's usual size of text, and a little less where a line would hold too few characters. */
function usualSize(element: HTMLElement): number {
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  return (element.clientWidth > 0 && element.clientWidth < 450 ? 12 : 14) * scale;
}
