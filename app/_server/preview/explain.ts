import type { PortDiagnosis, PortHolder, PublishedPort } from '../../../protocol/preview.ts';

/** How a request to a learner's server failed, as the site saw it. */
export const failures = [
  'closed', // nothing took the connection
  'hung-up', // it was taken and ended without an answer
  'silent', // it was taken, and nothing was said for long
  'not-http',
  'endless-headers',
  'crowded', // too many connections at once
  'no-way', // runner or way into the sandbox
] as const;
export type PreviewFailure = (typeof failures)[number];

/** The words of the page that stands in for an answer. */
export interface Explanation {
  readonly title: string;
  readonly sentences: readonly string[];
  /** Each shows, in the terminal, what was said, or mends it. */
  readonly commands: readonly string[];
  /** Other ports that might be meant. */
  readonly ports: readonly PublishedPort[];
}

/** `silentSeconds`: how long was waited for an answer. Diagnosis undefined: the runner could not be asked. */
export function explain(
  failure: PreviewFailure,
  port: number,
  diagnosis: PortDiagnosis | undefined,
  silentSeconds: number,
): Explanation {
  const others = (diagnosis?.published ?? []).filter((p) => p.port !== port && p.protocol === 'tcp');
  const say = (title: string, sentences: readonly string[], commands: readonly string[] = []): Explanation => ({
    title,
    sentences,
    commands,
    ports: diagnosis?.holder == null ? others : [],
  });
  const holder = diagnosis?.holder ?? null;
  const who = holder?.container ?? 'What listens there';
  const logs = holder === null ? [] : commandsFor(holder, (name) => [`docker logs ${name}`]);

  if (failure === 'crowded')
    return say('Too many connections to this machine are open', ['Close some previews, then try again.']);
  if (failure === 'not-http')
    return say(
      `What answers on port ${port} does not speak HTTP`,
      [
        `${who} took the connection and answered, but not as a web server does.`,
        'Databases, SSH and many others speak protocols of their own; a server may also expect HTTPS here. A preview shows web pages only.',
      ],
      [`curl -v http://localhost:${port}/`, ...logs],
    );
  if (failure === 'endless-headers')
    return say(
      `The answer on port ${port} has more headers than a browser takes`,
      [`${who} sends headers without coming to an end. The preview stopped reading.`],
      [`curl -sI http://localhost:${port}/ | head`, ...logs],
    );
  if (failure === 'no-way' || diagnosis === undefined)
    return say('There is no way to your machine just now', ['Nothing of yours is lost. Try again in a moment.']);
  if (!diagnosis.hasEngine)
    return say(
      'The Docker Engine of your machine does not answer',
      ['Without it no container runs, and no port is published. It is started again by itself.'],
      ['docker ps'],
    );
  if (holder === null) return say(...withoutHolder(failure, port, diagnosis, others, silentSeconds));
  return say(...withHolder(failure, port, diagnosis, holder, silentSeconds));
}

type Words = [title: string, sentences: string[], commands: string[]];

function withoutHolder(
  failure: PreviewFailure,
  port: number,
  { unpublished }: PortDiagnosis,
  others: readonly PublishedPort[],
  silentSeconds: number,
): Words {
  if (failure !== 'closed')
    return [
      failure === 'silent' ? `Port ${port} does not answer` : `Port ${port} hangs up`,
      [
        failure === 'silent'
          ? `A program of your machine took the connection but said nothing for ${silentSeconds} seconds.`
          : 'A program of your machine took the connection and closed it without an answer.',
        'No container publishes this port.',
      ],
      [`sudo ss -ltnp 'sport = :${port}'`],
    ];
  const [first] = unpublished;
  return [
    `Nothing is published on port ${port}`,
    [
      others.length === 0
        ? 'No running container publishes a port for web pages.'
        : 'No running container publishes this port; others are published.',
      ...(first === undefined
        ? []
        : [
            `The container ${first.container} has port ${first.privatePort}, but does not publish it. A container’s ports are its own until it is started with -p ${port}:${first.privatePort}.`,
          ]),
    ],
    ['docker ps'],
  ];
}

function withHolder(
  failure: PreviewFailure,
  port: number,
  { isOtherProtocol, listens, otherListeners }: PortDiagnosis,
  holder: PortHolder,
  silentSeconds: number,
): Words {
  const { container, privatePort, state, exitCode } = holder;
  const commands = (make: (name: string) => string[]): string[] => commandsFor(holder, make);
  if (isOtherProtocol)
    return [
      `Port ${port} is not published for TCP`,
      [`${container} publishes it for another protocol. Web pages travel over TCP: -p ${port}:${privatePort}.`],
      commands((name) => [`docker port ${name}`]),
    ];
  if (state === 'paused')
    return [
      `The container ${container} is paused`,
      ['Its programs are frozen: the connection is taken, and nobody answers.'],
      commands((name) => [`docker unpause ${name}`]),
    ];
  if (state !== 'running')
    return [
      `The container ${container} is not running`,
      [
        `It publishes port ${port} while it runs. Now its state is “${state}”${exitCode === null || state === 'created' ? '' : `, with exit code ${exitCode}`}.`,
        'A container lives as long as its main program: see what that said last.',
      ],
      commands((name) => [`docker logs ${name}`, `docker start ${name}`]),
    ];
  const shows = commands((name) => [
    `sudo nsenter -t "$(docker inspect -f '{{.State.Pid}}' ${name})" -n ss -ltn`,
    `docker logs ${name}`,
  ]);
  if (listens === 'loopback')
    return [
      `Published, but the server in ${container} is bound to 127.0.0.1`,
      [
        `Port ${port} leads to port ${privatePort} of the container, where a server listens on 127.0.0.1 only. That is the container’s own loopback: nobody outside the container can reach it, not even Docker.`,
        'Let the server listen on 0.0.0.0, then start the container again.',
      ],
      shows,
    ];
  if (listens === 'nowhere') {
    const elsewhere = otherListeners.map(String).join(', ');
    return [
      `Published, but nothing listens on port ${privatePort} in ${container}`,
      [
        `Port ${port} leads to port ${privatePort} of the container ${container}, where no program listens.`,
        elsewhere === ''
          ? 'It may still be starting, or has not started its server at all: its log knows more.'
          : `Something in it listens on ${elsewhere}: is that the port to publish, as in -p ${port}:${otherListeners[0] ?? privatePort}?`,
      ],
      shows.toReversed(),
    ];
  }
  if (failure === 'silent')
    return [
      `The container ${container} does not answer`,
      [
        `It took the connection on port ${privatePort} but said nothing for ${silentSeconds} seconds.`,
        'Its server may be stuck, very slow, or waiting for something else.',
      ],
      commands((name) => [`docker logs ${name}`, `docker top ${name}`]),
    ];
  return [
    `The container ${container} hangs up without an answer`,
    [`The connection to port ${privatePort} of the container was taken, and closed before anything was said.`],
    shows.toReversed(),
  ];
}

/** None for a name that the engine would never give: it would not be safe to run. */
function commandsFor({ container }: PortHolder, make: (name: string) => string[]): string[] {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(container) ? make(container) : [];
}
