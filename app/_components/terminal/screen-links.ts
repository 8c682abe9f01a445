import { WebLinksAddon } from '@xterm/addon-web-links';
import type { IBufferLine, ILink, Terminal } from '@xterm/xterm';
import { bufferText } from './buffer-text.ts';
import { localAddresses } from './terminal-links.ts';

export interface LinkEvents {
  readonly onLink: (uri: string) => void;
  /** The pointer is over a link, or (null) no longer. */
  readonly onHover: (uri: string | null) => void;
}

/** Makes web addresses, links that programs print (OSC 8) and the machine's own addresses clickable. */
export function linkUp(terminal: Terminal, { onLink, onHover }: LinkEvents): void {
  // xterm remembers the links of a row also when the row has changed under the pointer.
  const follow = (uri: string): void => {
    if (bufferText(terminal).includes(uri)) onLink(uri);
  };
  const hover = { hover: (_event: MouseEvent, uri: string) => onHover(uri), leave: () => onHover(null) };
  terminal.options.linkHandler = { activate: (_event, uri) => onLink(uri), ...hover };
  terminal.loadAddon(new WebLinksAddon((_event, uri) => follow(uri), hover));
  terminal.registerLinkProvider({
    provideLinks(row, done) {
      const line = terminal.buffer.active.getLine(row - 1);
      if (line === undefined) {
        done(undefined);
        return;
      }
      const { text, columns } = columnsOf(line);
      const links = localAddresses(text).map<ILink>((found) => ({
        text: found.text,
        range: {
          start: { x: (columns[found.index] ?? 0) + 1, y: row },
          end: { x: (columns[found.index + found.text.length - 1] ?? 0) + 1, y: row },
        },
        activate: (_event, uri) => follow(uri),
        ...hover,
      }));
      done(links.length === 0 ? undefined : links);
    },
  });
}

/** The text of a line, and the column in which each of its characters stands: some take two. */
function columnsOf(line: IBufferLine): { readonly text: string; readonly columns: readonly number[] } {
  const columns: number[] = [];
  let text = '';
  for (let x = 0; x < line.length; x += 1) {
    const cell = line.getCell(x);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const characters = cell.getChars() || ' ';
    for (let i = 0; i < characters.length; i += 1) columns.push(x);
    text += characters;
  }
  return { text, columns };
}
