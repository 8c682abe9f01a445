import type { ContainerFact } from '../../../../protocol/checks.ts';
import type { ContainerDetails } from '../../../docker/container-schemas.ts';
import type { ContainerFacts } from '../../facts.ts';
import { isSameUser, pairConditions } from '../../pairs.ts';
import { quote, theContainer } from '../../words.ts';
import { lookAtDetails, lookAtPart, onDetails, unchangeable, type Condition } from './condition.ts';

/** What was said when it was made. */
export function startConditions(fact: ContainerFact): Condition[] {
  const { user, workdir, hostname } = fact;
  return [
    ...terminalConditions(fact),
    ...flag(fact.detached, '-d', (d) => d.isDetached),
    ...flag(fact.autoRemove, '--rm', (d) => d.isAutoRemoved),
    ...flag(fact.init, '--init', (d) => d.hasInit),
    ...flag(fact.readOnly, '--read-only', (d) => d.isReadOnly),
    ...flag(fact.privileged, '--privileged', (d) => d.isPrivileged),
    ...commandCondition(fact),
    ...pairs('the variable', fact.env, (d) => d.env, '.Config.Env'),
    ...pairs('the label', fact.labels, (d) => d.labels, '.Config.Labels'),
    ...(user === undefined
      ? []
      : [
          onDetails({
            expects: `runs as ${userText(user)}`,
            holds: (d) => isSameUser(d.user, user),
            found: (d) => `runs as ${userText(d.user)}`,
            lookAt: lookAtPart('.Config.User'),
          }),
        ]),
    ...(workdir === undefined
      ? []
      : [
          onDetails({
            expects: `has the working directory ${quote(workdir)}`,
            holds: (d) => (d.workdir || '/') === workdir,
            found: (d) => `has the working directory ${quote(d.workdir || '/')}`,
            lookAt: lookAtPart('.Config.WorkingDir'),
          }),
        ]),
    ...(hostname === undefined
      ? []
      : [
          onDetails({
            expects: `has the host name ${quote(hostname)}`,
            holds: (d) => d.hostname === hostname,
            found: (d) => `has the host name ${quote(d.hostname)}`,
            lookAt: lookAtPart('.Config.Hostname'),
          }),
        ]),
  ];
}

/** -t and -i are judged together when both are asked for: one message for the one mistake. */
function terminalConditions({ tty, interactive }: ContainerFact): Condition[] {
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
    return `${theContainer(c)} was started ${parts.join(' and ')}; ${unchangeable}`;
  };
  const flags = (wanted: boolean): string => `${interactive === wanted ? 'i' : ''}${tty === wanted ? 't' : ''}`;
  const expects = [
    ...(flags(true) === '' ? [] : [`was started with ${quote(`-${flags(true)}`)}`]),
    ...(flags(false) === '' ? [] : [`was started without ${quote(`-${flags(false)}`)}`]),
  ].join(', ');
  return [{ identifies: false, expects, holds, found, lookAt: lookAtDetails }];
}

function flag(wanted: boolean | undefined, name: string, isSet: (details: ContainerDetails) => boolean): Condition[] {
  if (wanted === undefined) return [];
  const words = (has: boolean): string => `was started ${has ? 'with' : 'without'} ${quote(name)}`;
  return [
    onDetails({
      expects: words(wanted),
      holds: (d) => isSet(d) === wanted,
      found: () => `${words(!wanted)}; ${unchangeable}`,
    }),
  ];
}

function commandCondition({ command }: ContainerFact): Condition[] {
  if (command === undefined) return [];
  return [
    onDetails({
      expects: `has the command ${quote(command)}`,
      holds: (d) => d.commandLine.includes(command),
      found: (d) => `was started with the command ${quote(d.commandLine)}`,
      lookAt: () => 'docker ps -a --no-trunc',
    }),
  ];
}

function pairs(
  what: string,
  wanted: ContainerFact['env'],
  read: (details: ContainerDetails) => ReadonlyMap<string, string>,
  path: string,
): Condition[] {
  return pairConditions(what, wanted).map(({ expects, holds, found }) =>
    onDetails({
      expects,
      holds: (d) => holds(read(d)),
      found: (d) => found(read(d)),
      lookAt: lookAtPart(path),
    }),
  );
}

function userText(user: string): string {
  return isSameUser(user, '') ? 'root' : quote(user);
}
