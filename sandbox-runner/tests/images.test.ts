import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../protocol/sandbox.ts';
import { readImageFolders } from '../images/image-file.ts';
import { testRunner, type TestRunner } from './_util/test-runner.ts';

/** Every image that learners pull, as they meet it: in a sandbox, from the classroom registry. */
let runner: TestRunner;
let sandbox: Sandbox;

beforeAll(async () => {
  runner = await testRunner();
  sandbox = await runner.client.create();
});
afterAll(() => runner[Symbol.asyncDispose]());

const helpers = `
# until COMMAND...: tries it for 20 s, prints what it printed when it succeeded.
until_ok() { for _ in $(seq 100); do "$@" 2>/dev/null && return; sleep 0.2; done; echo "in vain: $*" >&2; return 1; }
# stopped_in NAME: how many whole seconds its stop took, and its exit code.
stopped_in() { local at=$SECONDS; docker stop "$1" > /dev/null; echo "$((SECONDS - at)) $(docker inspect -f '{{.State.ExitCode}}' "$1")"; }
set -eo pipefail
`;

/** What a script prints; throws for one that fails. */
async function sh(script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runner.sh(sandbox.id, helpers + script, { timeoutMs: 90_000 });
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stdout}\n${stderr}`);
  return stdout.trim();
}

/** What a command prints that has to fail, with its exit code. */
async function fails(command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runner.sh(sandbox.id, command);
  expect(exitCode, stdout).not.toBe(0);
  return `${exitCode} ${stdout}${stderr}`;
}

interface Config {
  readonly Env: string[];
  readonly Labels: Record<string, string>;
  readonly Entrypoint: string[] | null;
  readonly Cmd: string[];
  readonly ExposedPorts?: Record<string, unknown>;
  readonly Volumes?: Record<string, unknown>;
  readonly StopSignal?: string;
  readonly WorkingDir: string;
}

async function configOf(image: string): Promise<Config> {
  return JSON.parse(await sh(`docker image inspect -f '{{json .Config}}' ${image}`)) as Config;
}

test('the registry has every tag, with the exact version too', async () => {
  const folders = await readImageFolders(fileURLToPath(new URL('../images/', import.meta.url)));
  const tags = folders.flatMap((folder) => folder.tags.filter((tag) => !tag.includes('{}')));
  expect(tags).toEqual(expect.arrayContaining(['nginx:stable', 'node:20-slim', 'python:3.13']));
  for (const tag of tags) expect(await runner.ground.imageDigest(tag), tag).toMatch(/^sha256:/);
  await sh('docker pull -q nginx');
  const { Env, Labels } = await configOf('nginx');
  const version = Labels['org.opencontainers.image.version'];
  expect(version).toMatch(/^1\.26\.\d+$/);
  expect(Env).toContain(`NGINX_VERSION=${version ?? ''}`);
  expect(Labels['org.opencontainers.image.vendor']).toContain('classroom registry');
  expect(await runner.ground.imageDigest(`nginx:${version ?? ''}`)).toBe(await runner.ground.imageDigest('nginx'));
});

test('nginx serves its page and a learner’s, logs, fills templates, and ends at once', async () => {
  expect(await configOf('nginx')).toMatchObject({
    Entrypoint: ['/docker-entrypoint.sh'],
    Cmd: ['nginx', '-g', 'daemon off;'],
    ExposedPorts: { '80/tcp': {} },
    StopSignal: 'SIGQUIT',
  });
  await sh(`mkdir -p site templates && echo my-own-page > site/index.html
    echo 'server { listen 8080; return 200 "$name on $host\\n"; }' | sed 's/$name/\${WHO}/' > templates/who.conf.template
    docker run -d --name web -p 8001:80 nginx
    docker run -d --name own -p 8002:80 -p 8003:8080 -e WHO=me \\
      -v $PWD/site:/usr/share/nginx/html:ro -v $PWD/templates:/etc/nginx/templates nginx:stable`);
  expect(await sh('until_ok curl -fsS localhost:8001')).toContain('Welcome to nginx!');
  expect(await sh('until_ok curl -fsS localhost:8002; curl -fsS localhost:8003')).toBe('my-own-page\nme on localhost');
  expect(await fails('curl -fsS localhost:8001/nothing')).toContain('404');
  const logs = await sh(
    'docker logs web 2>/dev/null; docker logs web 2>&1 >/dev/null; docker top web -eo pid,uid,args',
  );
  expect(logs).toMatch(/"GET \/ HTTP\/1\.1" 200/);
  expect(logs).toMatch(/open\(\) "\/usr\/share\/nginx\/html\/nothing" failed/);
  expect(logs).toMatch(/ 0 +nginx: master process nginx -g daemon off;[^]* 101 +nginx: worker/);
  expect(await sh('stopped_in web; stopped_in own')).toMatch(/^[012] 0\n[012] 0$/);
});

test('node runs node by default, and npm installs through the gateway', async () => {
  await sh('docker pull -q node:slim');
  expect(await configOf('node:slim')).toMatchObject({ Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node'] });
  expect(await sh('echo "console.log(6 * 7)" | docker run --rm -i node:slim')).toBe('42');
  expect(await sh('docker run --rm node:slim --version')).toMatch(/^v20\./);
  expect(await sh('docker run --rm node:slim -p "process.versions.node"')).toMatch(/^20\./);
  expect(await sh('docker run --rm -u node node:slim sh -c "id -u; cd; pwd; npm --version; npx --version"')).toMatch(
    /^1000\n\/home\/node\n\d+\.\d+\.\d+\n\d+\.\d+\.\d+$/,
  );
  await sh(`mkdir -p app && cd app && cat > Dockerfile <<'EOF'
FROM node:slim
USER node
WORKDIR /home/node/app
RUN npm init -y > /dev/null && npm install @sindresorhus/is@4 left-pad && ! grep -q resolved package-lock.json
CMD ["node", "-e", "console.log(require('left-pad')('ok', 4, '.'))"]
EOF
  docker build -q -t app . && docker run --rm app > out.txt`);
  expect(await sh('cat app/out.txt')).toBe('..ok');
});

test('python runs what it is given, with pip', async () => {
  await sh('docker pull -q python:3-slim');
  expect(await configOf('python:3-slim')).toMatchObject({ Cmd: ['python3'] });
  expect(await sh('echo "print(6 * 7)" | docker run --rm -i python:3-slim')).toBe('42');
  expect(await sh('docker run --rm python:3-slim sh -c "python --version; python3 --version; pip --version"')).toMatch(
    /^Python 3\.13\.\d+\nPython 3\.13\.\d+\npip \d/,
  );
  // Debian's own pip would refuse to install beside Debian's packages.
  await sh(`cat > wheel.py <<'EOF'
import zipfile
with zipfile.ZipFile('/tmp/mine-1.0-py3-none-any.whl', 'w') as wheel:
    wheel.writestr('mine.py', 'print("imported")')
    info = 'mine-1.0.dist-info/'
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: mine\\nVersion: 1.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
EOF`);
  const install = `python /w/wheel.py && pip install -q /tmp/mine*.whl && python -c "import mine" && python -m venv /tmp/v && ls /tmp/v/bin`;
  expect(await sh(`docker run --rm -v $PWD:/w python:3-slim sh -c '${install}'`)).toMatch(/^imported\n[^]*python/);
});

test('postgres prepares a database, keeps it in a volume, and refuses to be without a password', async () => {
  await sh('docker pull -q postgres:17');
  expect(await configOf('postgres:17')).toMatchObject({
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['postgres'],
    ExposedPorts: { '5432/tcp': {} },
    Volumes: { '/var/lib/postgresql/data': {} },
    StopSignal: 'SIGINT',
  });
  expect(await fails('docker run --rm postgres:17')).toMatch(/^1 [^]*POSTGRES_PASSWORD/);
  expect(await sh('docker run --rm postgres:17 --version')).toMatch(/^postgres \(PostgreSQL\) 17\./);
  const start = (name: string): string =>
    `docker run -d --name ${name} --network data -v notes:/var/lib/postgresql/data -v $PWD/init:/docker-entrypoint-initdb.d \
      -e POSTGRES_USER=ada -e POSTGRES_PASSWORD="it's secret" -e POSTGRES_DB=notes postgres:17`;
  // From another container, so that the password counts.
  const psql = (sql: string, password = "it's secret"): string =>
    `docker run --rm --network data -e PGPASSWORD="${password}" postgres:17 psql -h db -U ada notes -Atc "${sql}"`;
  await sh(`docker network create data && mkdir -p init && echo 'CREATE TABLE note (text text);' > init/1.sql
    echo 'psql -U "$POSTGRES_USER" "$POSTGRES_DB" -c "INSERT INTO note VALUES (1)"' > init/2.sh
    ${start('db')}; until_ok docker exec db pg_isready -q -h localhost`);
  expect(await sh(psql('INSERT INTO note VALUES (2); SELECT * FROM note'))).toBe('INSERT 0 1\n1\n2');
  expect(await fails(psql('SELECT 1', 'wrong'))).toContain('password authentication failed');
  expect(
    await sh('docker exec db id -u postgres; docker exec -u postgres db psql -U ada notes -Atc "SHOW lc_messages"'),
  ).toBe('999\nen_US.utf8');
  expect(await sh('stopped_in db; docker rm db')).toMatch(/^[012] 0\n/);
  await sh(`${start('db')}; until_ok docker exec db pg_isready -q -h localhost`);
  expect(await sh(psql('SELECT count(*) FROM note'))).toBe('2');
  await sh('docker rm -fv db');
});

test('redis answers other containers, and keeps its data', async () => {
  await sh(
    'docker pull -q redis && (docker network create data || true) && docker run -d --name cache --network data redis',
  );
  expect(await configOf('redis')).toMatchObject({
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['redis-server'],
    ExposedPorts: { '6379/tcp': {} },
    Volumes: { '/data': {} },
    WorkingDir: '/data',
  });
  const cli = 'docker run --rm --network data redis redis-cli -h cache';
  expect(await sh(`until_ok ${cli} ping; ${cli} set name ada; ${cli} get name`)).toBe('PONG\nOK\nada');
  expect(await sh('docker exec cache sh -c "id -u redis; stat -c %U /data"')).toBe('999\nredis');
  expect(await sh('stopped_in cache; docker start cache')).toMatch(/^[012] 0\n/);
  expect(await sh(`until_ok ${cli} get name`)).toBe('ada');
  await sh('docker rm -fv cache');
});

test('golang compiles a program that runs on scratch; node:20 and python:3 share its tools', async () => {
  await sh('docker pull -q golang:1.24');
  expect(await sh('docker run --rm golang:1.24 sh -c "go version; pwd; go env GOTOOLCHAIN"')).toMatch(
    /^go version go1\.24\.\d+ linux\/\w+\n\/go\nlocal$/,
  );
  expect(
    await sh(`mkdir -p hello && cd hello && cat > Dockerfile <<'EOF'
FROM golang:1.24 AS build
WORKDIR /src
RUN printf 'package main\\nfunc main() { println("from scratch") }\\n' > main.go
RUN CGO_ENABLED=0 go build -o /hello main.go
FROM scratch
COPY --from=build /hello /hello
CMD ["/hello"]
EOF
  docker build -q -t hello . > /dev/null && docker run --rm hello 2>&1`),
  ).toBe('from scratch');
  await sh('docker pull -q node:20 && docker pull -q python:3');
  const tools = 'sh -c "git --version && make --version && g++ --version && curl --version" > /dev/null';
  await sh(`for image in golang:1.24 node:20 python:3; do docker run --rm $image ${tools}; done`);
  const layers = "docker image inspect -f '{{index .RootFS.Layers 1}}' golang:1.24 node:20 python:3 | sort -u | wc -l";
  expect(await sh(layers)).toBe('1');
});

test('rmbyext removes files by extension in /zone, in folders within too, and says how it is used', async () => {
  await sh(`mkdir -p zone/deeper && touch zone/a.pdf zone/b.txt zone/deeper/c.pdf zone/pdf zone/d.pdfx`);
  expect(await sh('docker run --rm -v $PWD/zone:/zone rmbyext pdf')).toBe('Removing: PDF\na.pdf\ndeeper/c.pdf');
  expect(await sh('cd zone && find . -type f | sort')).toBe('./b.txt\n./d.pdfx\n./pdf');
  expect(await sh('docker run --rm -v $PWD/zone:/zone rmbyext .pdf')).toBe('rmbyext: no .pdf files in /zone');
  expect(await fails('docker run --rm rmbyext')).toMatch(/^2 usage: rmbyext EXTENSION/);
  expect(await fails("docker run --rm rmbyext '*'")).toMatch(/^2 rmbyext: '\*' is not an extension/);
});
