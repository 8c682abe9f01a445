import type { IDisposable, Terminal } from '@xterm/xterm';

/**
 * Programs ask a terminal for its kind, cursor position or colours, and it answers as if somebody had typed. While
 * output is replayed those questions were answered long ago: `isSilent` keeps the answers back.
 */
export function silenceReplies(terminal: Terminal, isSilent: () => boolean): IDisposable {
  const { parser } = terminal;
  const askedColour = (data: string): boolean => isSilent() && data.includes('?');
  const handlers = [
    // device attributes, device status, mode and version reports, window reports
    ...[
      { final: 'c' },
      { prefix: '>', final: 'c' },
      { prefix: '=', final: 'c' },
      { final: 'n' },
      { prefix: '?', final: 'n' },
      { intermediates: '$', final: 'p' },
      { prefix: '?', intermediates: '$', final: 'p' },
      { prefix: '>', final: 'q' },
      { prefix: '?', final: 'u' },
      { final: 't' },
    ].map((id) => parser.registerCsiHandler(id, isSilent)),
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, isSilent),
    ...[4, 10, 11, 12, 52].map((code) => parser.registerOscHandler(code, askedColour)),
  ];
  return { dispose: () => handlers.forEach((handler) => handler.dispose()) };
}
