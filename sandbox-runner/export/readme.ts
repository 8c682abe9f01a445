/** What there is to say about an export. */
export interface ExportFacts {
  readonly name: string;
  readonly madeAt: Date;
  /** Names of the containers in the Compose file; null: the machine was not running, so there is none. */
  readonly containers: readonly string[] | null;
  readonly volumes: readonly string[];
  readonly images: readonly string[];
  readonly files: number;
  readonly hasCommands: boolean;
  /** What was not taken along, each with the reason. */
  readonly leftOut: readonly string[];
}

/** The README.md of an export: what is in it, and how to go on at home. */
export function exportReadme(facts: ExportFacts): string {
  const parts = [
    `# ${facts.name}`,
    `This is what was on your Slipway machine on ${facts.madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    contents(facts),
    goOn(facts),
  ];
  if (facts.leftOut.length > 0)
    parts.push(`## Left out\n\n${facts.leftOut.map((sentence) => `- ${sentence}`).join('\n')}`);
  return `${parts.join('\n\n')}\n`;
}

function contents({ containers, files, images, hasCommands }: ExportFacts): string {
  const rows = [
    `| \`files/\` | your home directory: ${files} ${files === 1 ? 'file' : 'files'} |`,
    ...(containers === null
      ? []
      : [
          `| \`compose.yaml\` | the containers that ran${containers.length === 0 ? ': none' : `: ${containers.join(', ')}`} |`,
        ]),
    ...(images.length === 0 ? [] : ['| `images.txt` | the images that were on the machine |']),
    ...(hasCommands ? ['| `commands.txt` | what you typed, the oldest first |'] : []),
  ];
  return `| here | what it is |\n| --- | --- |\n${rows.join('\n')}`;
}

function goOn({ containers, volumes }: ExportFacts): string {
  const steps = [
    'Install Docker: Docker Desktop on Windows or macOS, Docker Engine on Linux (https://docs.docker.com/get-docker/).',
    'Unpack this archive and open a terminal in its folder.',
  ];
  if (containers === null) {
    steps.push(
      'Your machine was not running when this was made, so its containers are not described here. Go on with it in Slipway and export again to get a Compose file.',
    );
  } else if (containers.length > 0) {
    steps.push(
      '`docker compose up --detach` starts the containers that ran; `docker compose ps` shows them, `docker compose down` removes them.',
      'Read `compose.yaml` before: it was written from what the engine said about your containers. Images that you built yourself have to be built again, from the Dockerfile in `files/`: put `build: ./files/…` in the place of `image:`.',
    );
  } else {
    steps.push('No container was running. `commands.txt` shows how you started those that you had.');
  }
  if (volumes.length > 0)
    steps.push(
      `The content of volumes (${volumes.join(', ')}) is not in this archive: they begin empty at home. In Slipway, \`docker run --rm -v NAME:/from -v ~/copy:/to busybox cp -a /from/. /to\` copies one into your home directory; then export again.`,
    );
  return `## How to go on at home\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}`;
}
