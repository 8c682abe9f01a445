import type { Deed } from '../../protocol/checks/happened.ts';
import type { EngineEvent } from '../docker/event-schema.ts';

/** Of execs there can be one each second, by health checks: they must not push out the others. */
const maxDeeds = 500;
const maxExecs = 200;

/** Something that happened, as the engine told it. */
export interface PastDeed {
  readonly what: Deed;
  /** Of the container, network or volume. */
  readonly name: string;
  /** Names of the image, or of that of the container. */
  readonly images: readonly string[];
  readonly exitCode: number | undefined;
  readonly signal: number | undefined;
  readonly command: string;
  readonly network: string;
}

/** What the engine's events, which know ids, must be asked for names. */
export interface Names {
  container(id: string): string;
  image(id: string): readonly string[];
}

/** What happened since the sandbox was made, as far as the engine remembers. Bounded: the oldest is forgotten. */
export interface Deeds {
  /** True when the event is a deed, and was not told before. */
  add(event: EngineEvent, names: Names): boolean;
  /** The oldest first. */
  view(): readonly PastDeed[];
}

export function createDeeds(): Deeds {
  /** By what tells them apart when an event is told again. */
  const deeds = new Map<string, PastDeed>();
  const execs = new Map<string, PastDeed>();
  return {
    add(event, names) {
      const what = deedOf(event);
      if (what === undefined) return false;
      const isExec = what === 'exec';
      const kept = isExec ? execs : deeds;
      const key = isExec ? event.execId : `${event.atMs} ${event.type} ${event.action} ${event.subject}`;
      const before = kept.get(key);
      if (before !== undefined && !(event.action === 'exec_die' && before.exitCode === undefined)) return false;
      // An exec ends long after it was begun, and only its beginning says what was run.
      const command = event.about === '' ? (before?.command ?? '') : isExec ? event.about : '';
      kept.set(key, { ...deed(what, event, names), command: command.trim() });
      const [oldest] = kept.keys();
      if (kept.size > (isExec ? maxExecs : maxDeeds) && oldest !== undefined) kept.delete(oldest);
      return true;
    },
    view: () => [...deeds.values(), ...execs.values()],
  };
}

function deed(what: Deed, event: EngineEvent, names: Names): PastDeed {
  const { type, action, subject, name, image, exitCode, signal, container } = event;
  const isNetwork = type === 'network';
  const common = { what, exitCode, signal, command: '', network: isNetwork ? name : '' };
  if (type === 'volume') return { ...common, name: subject, images: [] };
  if (isNetwork) return { ...common, name: container === '' ? name : names.container(container), images: [] };
  if (type === 'container') return { ...common, name, images: [image] };
  if (action === 'delete') return { ...common, name: '', images: names.image(subject) };
  return { ...common, name: '', images: [action === 'tag' ? name : subject] };
}

const actions: Readonly<Record<string, Readonly<Record<string, Deed>>>> = {
  container: {
    ...{ create: 'created', start: 'started', die: 'ended', kill: 'killed', oom: 'out of memory', destroy: 'removed' },
    ...{ rename: 'renamed', pause: 'paused', restart: 'restarted', attach: 'attached', commit: 'committed' },
    ...{ exec_create: 'exec', exec_die: 'exec', 'archive-path': 'copied from', 'extract-to-dir': 'copied to' },
  },
  image: { pull: 'image pulled', push: 'image pushed', tag: 'image tagged', delete: 'image removed' },
  network: {
    ...{ create: 'network created', destroy: 'network removed', connect: 'network connected' },
    disconnect: 'network disconnected',
  },
  volume: { create: 'volume created', destroy: 'volume removed' },
};

function deedOf({ type, action, about }: EngineEvent): Deed | undefined {
  if (type === 'container' && action === 'health_status')
    return about === 'healthy' || about === 'unhealthy' ? about : undefined;
  const ofType = Object.hasOwn(actions, type) ? actions[type] : undefined;
  return ofType !== undefined && Object.hasOwn(ofType, action) ? ofType[action] : undefined;
}
