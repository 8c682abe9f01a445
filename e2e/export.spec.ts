import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { siteUrl } from './env.ts';
import { expect, helloWorld, test, type Learner } from './fixtures.ts';
import { anotherMachine, rewind } from './rewind.ts';

const run = promisify(execFile);
const lesson = 'first-steps/list-inspect-remove';

test('the export holds files, a Compose file, what was typed, and how to go on; it works elsewhere', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(`/learn/${lesson}`);
  await learner.startMachine();
  await learner.type('docker rm -f clock; mkdir app; echo "it is $((40+2))" > "app/a note"; ln -s /etc/shadow out');
  await learner.type('docker network create lab; docker volume create data');
  await learner.type(
    'docker run -d --name store --network lab -v data:/data busybox sh -c "date > /data/at; sleep 900"',
  );
  await learner.type(
    "docker run -d --name web --network lab -p 8080:80 -v ~/app:/app:ro -e GREETING='a $b' --restart always busybox sleep 900",
  );
  await learner.type('clear; docker ps --format "{{.Names}}" | xargs');
  await expect.poll(learner.screen).toMatch(/^web store\s*$/m);

  const dialog = await rewind(page, 'Export my work');
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Download the archive' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('first-steps-list-inspect-remove.tar.gz');
  await using dir = await unpackedIn(await readFile(await download.path()));
  const { read } = dir;
  expect(await read('files/app/a note')).toBe('it is 42\n');
  expect((await run('readlink', [join(dir.path, 'files/out')])).stdout).toBe('/etc/shadow\n');
  const commands = (await read('commands.txt')).split('\n');
  expect(commands[0]).toBe(
    'docker rm -f clock; mkdir app; echo "it is $((40+2))" > "app/a note"; ln -s /etc/shadow out',
  );
  expect(commands).toHaveLength(6);
  expect(await read('images.txt')).toBe('busybox:latest\nhello-world:latest\n');
  expect(await read('compose.yaml')).toBe(compose);
  const readme = await read('README.md');
  expect(readme).toContain('| `compose.yaml` | the containers that ran: store, web |');
  expect(readme).toContain('1. Install Docker');
  expect(readme).toContain('`docker compose up --detach` starts the containers that ran');
  expect(readme).toContain('The content of volumes (data) is not in this archive');

  // As at home: on another machine, from the archive alone.
  await rewind(page, 'Start afresh');
  await page.getByRole('button', { name: 'Replace my machine' }).click();
  await anotherMachine(learner);
  await unpackOnMachine(learner, await readFile(await download.path()));
  await learner.type('clear; cd first-steps-list-inspect-remove && docker compose up -d 2>&1 | tail -1');
  await learner.type('docker exec web sh -c \'ping -c1 -W5 store > /dev/null && cat "/app/a note"; echo "$GREETING"\'');
  await expect.poll(learner.screen).toMatch(/^it is 42\s*\n\s*a \$b\s*$/m);
});

test('a stopped machine is exported too, without its containers', async ({ learner }) => {
  const { page, context } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('echo saved > note.txt; echo end-$((40+2))');
  await expect.poll(learner.screen).toContain('end-42');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Save and stop' }).click();
  await expect(page.getByText(/You can go on with it until/)).toBeVisible();
  const href = await page.getByRole('link', { name: 'Export my work' }).getAttribute('href');
  const archive = await context.request.get(`${siteUrl()}${href ?? ''}`);
  await using dir = await unpackedIn(await archive.body());
  expect(await dir.read('files/note.txt')).toBe('saved\n');
  expect(await dir.read('commands.txt')).toContain('echo saved > note.txt');
  expect(await dir.read('README.md')).toContain('Your machine was not running when this was made');
});

/** What the two containers of this spec are in a Compose file. */
const compose = `services:
  store:
    image: busybox
    container_name: store
    command:
      - sh
      - -c
      - date > /data/at; sleep 900
    volumes:
      - data:/data
    networks:
      - lab
  web:
    image: busybox
    container_name: web
    command:
      - sleep
      - "900"
    environment:
      - GREETING=a $$b
    ports:
      - 8080:80
    volumes:
      - ./files/app:/app:ro
    networks:
      - lab
    restart: always
networks:
  lab:
    name: lab
volumes:
  data:
    name: data
`;

/** The archive unpacked in a folder of its own, which goes afterwards. */
async function unpackedIn(archive: Buffer) {
  const path = await mkdtemp(join(tmpdir(), 'slipway-e2e-'));
  const unpacking = run('tar', ['-xzf', '-', '-C', path, '--strip-components=1']);
  unpacking.child.stdin?.end(archive);
  await unpacking;
  return {
    path,
    read: (file: string) => readFile(join(path, file), 'utf8'),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

async function unpackOnMachine({ context }: Learner, archive: Buffer): Promise<void> {
  const headers = { origin: siteUrl() };
  // Asking for a machine gives the one that there is.
  const asked = await context.request.post(`${siteUrl()}/api/lessons/${lesson}/lease`, { headers });
  const { id } = z.object({ id: z.string() }).parse(await asked.json());
  const url = `${siteUrl()}/api/leases/${id}/files/unpack?path=`;
  expect((await context.request.put(url, { headers, data: archive })).status()).toBe(200);
}
