import type { ImageFact } from '../../../protocol/checks.ts';
import type { ImageDetails } from '../../docker/image-schemas.ts';
import { isSameUser, pairConditions } from '../pairs.ts';
import { list, quote } from '../words.ts';
import type { ImageCondition } from './image.ts';

/** What an image says about the containers that are made from it. */
export function imageConfigConditions(fact: ImageFact): ImageCondition[] {
  const { command, entrypoint, shellForm, user, workdir, healthcheck, reference } = fact;
  const part = (path: string): string => `docker image inspect --format '{{json ${path}}}' ${reference}`;
  const on = (
    path: string,
    condition: {
      readonly expects: string;
      readonly holds: (details: ImageDetails) => boolean;
      readonly found: (details: ImageDetails) => string;
    },
  ): ImageCondition => ({
    expects: condition.expects,
    holds: ({ details }) => details !== undefined && condition.holds(details),
    found: ({ details }) => (details === undefined ? 'could not be looked into' : condition.found(details)),
    lookAt: part(path),
  });
  const words = (
    what: string,
    path: string,
    wanted: string | undefined,
    read: (d: ImageDetails) => readonly string[],
  ) =>
    wanted === undefined
      ? []
      : [
          on(path, {
            expects: `has ${what} with ${quote(wanted)}`,
            holds: (d) => read(d).join(' ').includes(wanted),
            found: (d) =>
              read(d).length === 0
                ? `has no ${what.split(' ')[1] ?? ''}`
                : `has ${what} of ${quote(read(d).join(' '))}`,
          }),
        ];

  return [
    ...words('an ENTRYPOINT', '.Config.Entrypoint', entrypoint, (d) => d.entrypoint),
    ...words('a CMD', '.Config.Cmd', command, (d) => d.command),
    ...(shellForm === undefined
      ? []
      : [
          on('.Config', {
            expects: shellForm ? 'runs its command by a shell' : 'runs its command itself, without a shell',
            holds: (d) => isShell(mainWords(d)) === shellForm,
            found: (d) => `runs ${quote(JSON.stringify(mainWords(d)))}`,
          }),
        ]),
    ...pairConditions('the variable', fact.env).map((pair) =>
      on(
        '.Config.Env',
        bound(pair, (d) => d.env),
      ),
    ),
    ...pairConditions('the label', fact.labels).map((pair) =>
      on(
        '.Config.Labels',
        bound(pair, (d) => d.labels),
      ),
    ),
    ...(user === undefined
      ? []
      : [
          on('.Config.User', {
            expects: `has its containers run as ${userText(user)}`,
            holds: (d) => isSameUser(d.user, user),
            found: (d) => `has its containers run as ${userText(d.user)}`,
          }),
        ]),
    ...(workdir === undefined
      ? []
      : [
          on('.Config.WorkingDir', {
            expects: `has the working directory ${quote(workdir)}`,
            holds: (d) => (d.workdir || '/') === workdir,
            found: (d) => `has the working directory ${quote(d.workdir || '/')}`,
          }),
        ]),
    ...(fact.exposes ?? []).map((port) =>
      on('.Config.ExposedPorts', {
        expects: `exposes port ${port}`,
        holds: (d) => d.exposes.includes(port.includes('/') ? port : `${port}/tcp`),
        found: (d) => (d.exposes.length === 0 ? 'exposes no port' : `exposes ${list(d.exposes)}`),
      }),
    ),
    ...(fact.volumes ?? []).map((path) =>
      on('.Config.Volumes', {
        expects: `declares a volume at ${quote(path)}`,
        holds: (d) => d.volumes.includes(path),
        found: (d) => (d.volumes.length === 0 ? 'declares no volume' : `declares volumes at ${list(d.volumes)}`),
      }),
    ),
    ...(healthcheck === undefined
      ? []
      : [
          on('.Config.Healthcheck', {
            expects: healthcheck ? 'has a health check' : 'has no health check',
            holds: (d) => d.hasHealthcheck === healthcheck,
            found: (d) => (d.hasHealthcheck ? 'has a health check' : 'has no health check'),
          }),
        ]),
  ];
}

function bound(
  pair: ReturnType<typeof pairConditions>[number],
  read: (details: ImageDetails) => ReadonlyMap<string, string>,
) {
  return {
    expects: pair.expects,
    holds: (details: ImageDetails) => pair.holds(read(details)),
    found: (details: ImageDetails) => pair.found(read(details)),
  };
}

function mainWords({ entrypoint, command }: ImageDetails): readonly string[] {
  return command.length > 0 ? command : entrypoint;
}

function isShell([program, flag]: readonly string[]): boolean {
  return (program === '/bin/sh' || program === '/bin/bash') && flag === '-c';
}

function userText(user: string): string {
  return isSameUser(user, '') ? 'root' : quote(user);
}
