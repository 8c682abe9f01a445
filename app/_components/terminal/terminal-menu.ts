import type { MenuItem } from '../menu.tsx';
import { localPort } from './terminal-links.ts';
import { mostTerminals, type TerminalSet } from './terminal-set.ts';

/** What the menu of a terminal does. */
export interface TerminalActions {
  readonly copy: () => void;
  readonly paste: () => void;
  readonly selectAll: () => void;
  readonly search: () => void;
  readonly clear: () => void;
  readonly openLink: (uri: string) => void;
  readonly size: (by: -1 | 0 | 1) => void;
  readonly rename: () => void;
  readonly split: (direction: TerminalSet['direction'] | null) => void;
  readonly open: () => void;
  readonly close: () => void;
}

const mostLinks = 4;

/** The menu of the terminal `name`, in groups. */
export function terminalMenu(
  set: TerminalSet,
  name: string,
  shown: { readonly hasSelection: boolean; readonly links: readonly string[] },
  actions: TerminalActions,
): MenuItem[][] {
  const isSplit = set.shown.length === 2;
  const isFull = set.names.length >= mostTerminals;
  return [
    [
      { label: 'Copy', keys: 'Ctrl+C', isDisabled: !shown.hasSelection, onSelect: actions.copy },
      { label: 'Paste', keys: 'Ctrl+V', onSelect: actions.paste },
      { label: 'Select all', onSelect: actions.selectAll },
      { label: 'Search', keys: 'Ctrl+Shift+F', onSelect: actions.search },
      { label: 'Clear', onSelect: actions.clear },
    ],
    shown.links.slice(0, mostLinks).map((uri) => ({
      label: localPort(uri) === null ? `Open ${uri}` : `Preview ${uri}`,
      onSelect: () => actions.openLink(uri),
    })),
    [
      { label: 'Larger text', keys: 'Ctrl+Plus', onSelect: () => actions.size(1) },
      { label: 'Smaller text', keys: 'Ctrl+Minus', onSelect: () => actions.size(-1) },
      { label: 'Usual size', keys: 'Ctrl+0', onSelect: () => actions.size(0) },
    ],
    [
      ...(isSplit && set.direction === 'row'
        ? []
        : [{ label: 'Two side by side', onSelect: () => actions.split('row') }]),
      ...(isSplit && set.direction === 'column'
        ? []
        : [{ label: 'Two, one above the other', onSelect: () => actions.split('column') }]),
      ...(isSplit ? [{ label: 'Only this one', onSelect: () => actions.split(null) }] : []),
    ],
    [
      { label: 'Rename', keys: 'F2', onSelect: actions.rename },
      { label: 'Open another terminal', isDisabled: isFull, onSelect: actions.open },
      ...(name === 'main' ? [] : [{ label: 'Close this terminal', onSelect: actions.close }]),
    ],
  ];
}
