import type { ContainerCheck } from '../../../protocol/checks.ts';
import type { ImageSummary } from '../../docker/inner-schemas.ts';
import { isOfImage, type ContainerFacts } from '../snapshot.ts';
import { handleOf, quote, stateClause, theContainer } from '../words.ts';

/** One thing that a check asks of a container. */
export interface Condition {
  /** true: it says which container is meant, rather than how it should be. */
  readonly identifies: boolean;
  holds(container: ContainerFacts): boolean;
  /** For one that does not hold: what is so instead, and the command that shows it. */
  found(container: ContainerFacts): string;
  lookAt(container: ContainerFacts): string;
}

const lookAtList = (): string => 'docker ps -a';
const lookAtDetails = (container: ContainerFacts): string => `docker inspect ${handleOf(container)}`;

/** Everything that `check` asks for, in the order in which a learner should put it right. */
export function conditionsOf(check: ContainerCheck, images: readonly ImageSummary[]): Condition[] {
  return [
    ...nameCondition(check),
    ...imageCondition(check, images),
    ...stateCondition(check),
    ...exitCodeCondition(check),
    ...terminalConditions(check),
    ...commandCondition(check),
    ...logsCondition(check),
  ];
}

function nameCondition({ name }: ContainerCheck): Condition[] {
  if (name === undefined) return [];
  return [
    {
      identifies: true,
      holds: (c) => c.name === name,
      found: (c) =>
        `there is a container from ${quote(c.image)}, but its name is ${quote(handleOf(c))}; give it one with ${quote(`--name ${name}`)}`,
      lookAt: lookAtList,
    },
  ];
}

function imageCondition({ image, name }: ContainerCheck, images: readonly ImageSummary[]): Condition[] {
  if (image === undefined) return [];
  return [
    {
      identifies: true,
      holds: (c) => isOfImage(c, image, images),
      found: (c) =>
        `${theContainer(c)} was made from the image ${quote(c.image)}, not ${quote(image)}` +
        (name === undefined ? '' : '; a name can be used only once, so remove this one first'),
      lookAt: lookAtList,
    },
  ];
}

function stateCondition({ state }: ContainerCheck): Condition[] {
  if (state === undefined) return [];
  const found = (c: ContainerFacts): string => {
    const is = `${theContainer(c)} ${stateClause(c)}`;
    if (state === 'running' && c.state === 'exited') return `${is}; a container runs only as long as its main program`;
    if (state === 'exited' && c.state === 'running') return `${theContainer(c)} is still running`;
    return is;
  };
  return [{ identifies: false, holds: (c) => c.state === state, found, lookAt: lookAtList }];
}

function exitCodeCondition({ exitCode }: ContainerCheck): Condition[] {
  if (exitCode === undefined) return [];
  return [
    {
      identifies: false,
      holds: (c) => c.details?.exitCode === exitCode && c.details.wasStarted && c.state !== 'running',
      found: (c) =>
        `${theContainer(c)} ${stateClause(c)}${c.state === 'exited' ? `, not ${exitCode}` : ', so it has no exit code yet'}`,
      lookAt: (c) => (c.state === 'exited' ? `docker logs ${handleOf(c)}` : lookAtList()),
    },
  ];
}

/** -t and -i are judged together when both are asked for: one message for the one mistake. */
function terminalConditions({ tty, interactive }: ContainerCheck): Condition[] {
  if (tty === undefined && interactive === undefined) return [];
  const holds = (c: ContainerFacts): boolean =>
    c.details !== undefined &&
    (tty === undefined || c.details.hasTty === tty) &&
    (interactive === undefined || c.details.isInteractive === interactive);
  const found = (c: ContainerFacts): string => {
    if (c.details === undefined) return `${theContainer(c)} could not be looked into`;
    const wrong = (wanted: boolean): string[] => [
      ...(tty === wanted && c.details?.hasTty !== wanted ? ['-t'] : []),
      ...(interactive === wanted && c.details?.isInteractive !== wanted ? ['-i'] : []),
    ];
    const [missing, extra] = [wrong(true), wrong(false)];
    const parts = [
      ...(missing.length > 0 ? [`without ${missing.map(quote).join(' and ')}`] : []),
      ...(extra.length > 0 ? [`with ${extra.map(quote).join(' and ')}`] : []),
    ];
    return `${theContainer(c)} was started ${parts.join(' and ')}; this can't be changed afterwards, so run a new one`;
  };
  return [{ identifies: false, holds, found, lookAt: lookAtDetails }];
}

function commandCondition({ command }: ContainerCheck): Condition[] {
  if (command === undefined) return [];
  return [
    {
      identifies: false,
      holds: (c) => c.details?.commandLine.includes(command) ?? false,
      found: (c) => `${theContainer(c)} was started with the command ${quote(c.details?.commandLine ?? '')}`,
      lookAt: () => 'docker ps -a --no-trunc',
    },
  ];
}

function logsCondition({ logs }: ContainerCheck): Condition[] {
  if (logs === undefined) return [];
  return [
    {
      identifies: false,
      holds: (c) => c.logs?.includes(logs) ?? false,
      found: (c) => {
        const last = c.logs?.trimEnd().split('\n').at(-1) ?? '';
        if (last === '') return `${theContainer(c)} has written nothing yet`;
        return `${theContainer(c)} has not written this; the last line of its output is ${quote(last)}`;
      },
      lookAt: (c) => `docker logs ${handleOf(c)}`,
    },
  ];
}

/** "A container named `web` from the image `nginx` that is running, started with `-it`." */
export function expectedText(check: ContainerCheck): string {
  const which = [
    ...(check.name === undefined ? [] : [` named ${quote(check.name)}`]),
    ...(check.image === undefined ? [] : [` from the image ${quote(check.image)}`]),
  ].join('');
  const isMany = check.exists && check.count > 1;
  const how = [...stateWords(check), ...startWords(check)].map((words) => (isMany ? plural(words) : words));
  const what = isMany ? `At least ${check.count} containers` : check.exists ? 'A container' : 'No container';
  return `${what}${which}${how.length === 0 ? '' : ` that ${how.join(', ')}`}.`;
}

function plural(words: string): string {
  return words.replace(/^is /, 'are ').replace(/^was /, 'were ').replace(/^has /, 'have ');
}

function stateWords({ state, exitCode }: ContainerCheck): string[] {
  const code = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
  if (state === 'exited') return [`ended${code}`];
  if (state === undefined) return exitCode === undefined ? [] : [`ended${code}`];
  if (state === 'created') return ['is created but not started'];
  return [`is ${state}${code}`];
}

function startWords({ tty, interactive, command, logs }: ContainerCheck): string[] {
  const flags = (wanted: boolean): string => `${interactive === wanted ? 'i' : ''}${tty === wanted ? 't' : ''}`;
  return [
    ...(flags(true) === '' ? [] : [`was started with ${quote(`-${flags(true)}`)}`]),
    ...(flags(false) === '' ? [] : [`was started without ${quote(`-${flags(false)}`)}`]),
    ...(command === undefined ? [] : [`has the command ${quote(command)}`]),
    ...(logs === undefined ? [] : [`wrote ${quote(logs)}`]),
  ];
}
