import { z } from 'zod';
import { terminalNameSchema } from '../../../protocol/terminal.ts';
import { ordinals } from './terminal-label.ts';

/** Open on one page at a time; the machine takes some more, for other pages. */
export const mostTerminals = 6;
export const maxLabelChars = 24;

/** The terminals that a page shows. All functions here return a new set, or the same one when nothing changes. */
export const terminalSetSchema = z.strictObject({
  /** In the order of their tabs; `main` is always one of them, and the first. */
  names: z.array(terminalNameSchema).min(1).max(mostTerminals),
  /** What the learner called them. */
  labels: z.record(z.string(), z.string().max(maxLabelChars)),
  /** The one or two on the screen. */
  shown: z.array(z.string()).min(1).max(2),
  /** Which of those the keys, buttons and commands are for. */
  active: z.string(),
  /** How two of them lie. */
  direction: z.enum(['row', 'column']),
  /** The first one's part of the space. */
  share: z.number().min(0.15).max(0.85),
});
export type TerminalSet = Readonly<z.infer<typeof terminalSetSchema>>;

export const oneTerminal: TerminalSet = {
  names: ['main'],
  labels: {},
  shown: ['main'],
  active: 'main',
  direction: 'row',
  share: 0.5,
};

/** Reads what was kept; anything that is not sound counts as nothing. */
export function readTerminalSet(kept: string | null): TerminalSet {
  try {
    const set = terminalSetSchema.parse(JSON.parse(kept ?? ''));
    const isSound =
      set.names[0] === 'main' &&
      new Set(set.names).size === set.names.length &&
      new Set(set.shown).size === set.shown.length &&
      set.shown.every((name) => set.names.includes(name)) &&
      set.shown.includes(set.active);
    return isSound ? set : oneTerminal;
  } catch {
    return oneTerminal;
  }
}

/** Brings `name` to the screen, in the place of the active one, unless it is there already. */
export function select(set: TerminalSet, name: string): TerminalSet {
  if (!set.names.includes(name)) return set;
  const shown = set.shown.includes(name) ? set.shown : set.shown.map((other) => (other === set.active ? name : other));
  return { ...set, shown, active: name };
}

/** Opens `name`, or the next free one, and shows it. The same set: there are as many as there may be. */
export function open(set: TerminalSet, name = freeName(set)): TerminalSet {
  if (set.names.includes(name)) return select(set, name);
  if (set.names.length >= mostTerminals) return set;
  return select({ ...set, names: [...set.names, name] }, name);
}

/** Takes `name` away; `main` stays. */
export function close(set: TerminalSet, name: string): TerminalSet {
  if (name === 'main' || !set.names.includes(name)) return set;
  const names = set.names.filter((other) => other !== name);
  const labels = Object.fromEntries(Object.entries(set.labels).filter(([of]) => of !== name));
  const left = set.shown.filter((other) => other !== name);
  // Its neighbour takes its place.
  const neighbour = names[Math.max(0, set.names.indexOf(name) - 1)] ?? 'main';
  const shown = left.length === 0 ? [neighbour] : left;
  return { ...set, names, labels, shown, active: shown.includes(set.active) ? set.active : (shown[0] ?? 'main') };
}

/** Names a terminal; an empty label gives it its first name back. */
export function rename(set: TerminalSet, name: string, label: string): TerminalSet {
  const clean = label.replace(/\s+/g, ' ').trim().slice(0, maxLabelChars);
  const others = Object.entries(set.labels).filter(([of]) => of !== name);
  return { ...set, labels: Object.fromEntries(clean === '' ? others : [...others, [name, clean]]) };
}

/** Shows a second terminal, another one that is open or a new one; two already: they lie as `direction` says. */
export function split(set: TerminalSet, direction: TerminalSet['direction']): TerminalSet {
  if (set.shown.length === 2) return { ...set, direction };
  const other = set.names.find((name) => !set.shown.includes(name));
  const opened = other === undefined ? open(set) : set;
  const second = other ?? opened.names.find((name) => !set.shown.includes(name));
  if (second === undefined) return set;
  return { ...opened, direction, shown: [set.active, second], active: second };
}

/** Shows the active one alone. */
export function unsplit(set: TerminalSet): TerminalSet {
  return { ...set, shown: [set.active] };
}

function freeName({ names }: TerminalSet): string {
  return ordinals.find((name) => !names.includes(name)) ?? `terminal-${names.length + 1}`;
}
