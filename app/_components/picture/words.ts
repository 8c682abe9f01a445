import type { WorldContainer, WorldImage, WorldTask } from '../../../protocol/world.ts';

/** Sizes as `docker images` writes them: powers of 1000. */
export function bytesInWords(bytes: number | null): string {
  if (bytes === null) return 'size not known';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 99.5 || unit === 0 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit] ?? ''}`;
}

/** `1 container`, `2 containers` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first 12 digits, as docker shows ids. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

export function imageName(image: Pick<WorldImage, 'id' | 'tags'>): string {
  return image.tags[0] ?? `untagged ${shortId(image.id)}`;
}

/** The state of a container as one says it; `exited (0)` as `docker ps` does. */
export function stateInWords(c: Pick<WorldContainer, 'state' | 'exitCode' | 'health'>): string {
  if (c.state === 'exited') return c.exitCode === null ? 'exited' : `exited (${c.exitCode})`;
  if (c.state === 'created') return 'created, not started';
  if (c.state === 'running' && c.health !== 'none')
    return c.health === 'starting' ? 'running, health unknown yet' : `running, ${c.health}`;
  return c.state;
}

export type Tone = 'good' | 'bad' | 'waiting' | 'off';

/** What a state means at a glance; always beside words. */
export function toneOf(c: Pick<WorldContainer, 'state' | 'exitCode' | 'health'>): Tone {
  switch (c.state) {
    case 'running':
      return c.health === 'unhealthy' ? 'bad' : c.health === 'starting' ? 'waiting' : 'good';
    case 'paused':
    case 'restarting':
    case 'removing':
      return 'waiting';
    case 'exited':
      return c.exitCode === 0 || c.exitCode === null ? 'off' : 'bad';
    case 'dead':
      return 'bad';
    case 'created':
    case 'unknown':
      return 'off';
  }
}

export function taskTone(task: Pick<WorldTask, 'state'>): Tone {
  if (task.state === 'running') return 'good';
  if (task.state === 'failed' || task.state === 'rejected' || task.state === 'orphaned') return 'bad';
  return task.state === 'complete' || task.state === 'shutdown' || task.state === 'remove' ? 'off' : 'waiting';
}

/** `word` so that a shell takes it as one argument, whatever is in it. */
export function shellWord(word: string): string {
  const printable = word.replace(/[\u0000-\u001f\u007f]/g, '');
  return /^[\w.,@:/+-]+$/.test(printable) && !printable.startsWith('-')
    ? printable
    : `'${printable.replaceAll("'", `'\\''`)}'`;
}

/** The end of a long path, of which the end says most. */
export function shortPath(path: string, max = 26): string {
  return path.length <= max ? path : `…${path.slice(1 - max)}`;
}
