import type { World, WorldContainer } from '../../../protocol/world.ts';
import type { Fact, Facts } from './facts.ts';
import { bytesInWords, shellWord, shortId, stateInWords } from './words.ts';

/** What there is to say about a container. */
export function containerFacts(world: World, c: WorldContainer): Facts {
  const name = shellWord(c.name);
  const isPublished = c.ports.some(({ port }) => port !== null);
  return {
    ...{ kind: 'Container', title: c.name },
    sentence: sentenceFor(c),
    facts: [
      { label: 'Image', value: c.image },
      { label: 'Command', value: c.command },
      { label: 'State', value: stateInWords(c) },
      ...detailFacts(c),
      ...networkFacts(world, c),
      ...c.ports.map<Fact>(({ port, privatePort, protocol }) => ({
        label: `Port ${privatePort}/${protocol}`,
        value: port === null ? 'not published' : `published as ${port}`,
      })),
      ...c.mounts.map<Fact>(({ kind, volume, source, target, isWritable }) => ({
        label: target,
        value: `${kind === 'volume' ? `volume ${volume}` : kind === 'bind' ? `folder ${source}` : kind}${isWritable ? '' : ', read-only'}`,
      })),
      ...(c.project === ''
        ? []
        : [{ label: 'Project', value: `${c.project}${c.service === '' ? '' : `, ${c.service}`}` }]),
      { label: 'Id', value: shortId(c.id) },
    ],
    commands: [
      { command: `docker inspect ${name}`, shows: 'all of this, as the engine has it' },
      ...(c.state === 'created' ? [] : [{ command: `docker logs --tail 20 ${name}`, shows: 'what it wrote last' }]),
      ...(isPublished ? [{ command: `docker port ${name}`, shows: 'its published ports' }] : []),
      ...(c.state === 'running' ? [{ command: `docker top ${name}`, shows: 'its processes' }] : []),
    ],
  };
}

function sentenceFor(c: WorldContainer): string {
  if (c.details?.wasOomKilled === true) return 'It was ended because it needed more memory than it may have.';
  if (c.details !== null && c.details.error !== '') return c.details.error;
  switch (c.state) {
    case 'running':
      if (c.health === 'unhealthy') return 'Its program runs, but its health check fails.';
      return 'Its program runs.';
    case 'created':
      return 'It is made, but its program has not been started.';
    case 'exited':
      if (c.exitCode === 0) return 'Its program has ended, as it should. Its files are still there.';
      return `Its program has ended with code ${c.exitCode ?? '?'}. Its files are still there.`;
    case 'paused':
      return 'Its program is stopped in the middle of what it did.';
    case 'restarting':
      return 'Its program ended and is started again.';
    case 'removing':
      return 'It is being removed.';
    case 'dead':
      return 'It could not be removed as a whole.';
    case 'unknown':
      return 'Its state is not known.';
  }
}

function detailFacts({ details, state }: WorldContainer): Fact[] {
  if (details === null) return [];
  const { startedAtMs, finishedAtMs, restarts, restartPolicy, memoryBytes, cpus } = details;
  const limits = [
    ...(memoryBytes === null ? [] : [`${bytesInWords(memoryBytes)} of memory`]),
    ...(cpus === null ? [] : [`${Number(cpus.toFixed(2))} CPUs`]),
  ];
  return [
    ...(startedAtMs === null ? [] : [{ label: 'Started', value: timeOf(startedAtMs) }]),
    ...(finishedAtMs === null || state === 'running' ? [] : [{ label: 'Ended', value: timeOf(finishedAtMs) }]),
    { label: 'Limits', value: limits.length === 0 ? 'none' : limits.join(', ') },
    ...(restartPolicy === '' || restartPolicy === 'no'
      ? []
      : [{ label: 'Restarts', value: `${restartPolicy}; so far ${restarts}` }]),
  ];
}

function networkFacts(world: World, c: WorldContainer): Fact[] {
  if (c.networkOf !== '') {
    const other = world.containers.find(({ id }) => id === c.networkOf);
    return [{ label: 'Network', value: `that of container ${other?.name ?? shortId(c.networkOf)}` }];
  }
  if (c.networks.length === 0) return [{ label: 'Network', value: 'none' }];
  return c.networks.map(({ name, address }) => ({
    label: `Network ${name}`,
    value: address === '' ? 'no address while it does not run' : address,
  }));
}

function timeOf(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB');
}
