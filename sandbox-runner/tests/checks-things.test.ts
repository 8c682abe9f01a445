import { test, expect } from 'vitest';
import { asker } from './_util/ask-checks.ts';
import { testRunner } from './_util/test-runner.ts';

/** Checks of what is on one machine, against its real engine. One sandbox for many checks. */
const page = (name: string, port: number, words: string): string =>
  `docker run -d --name ${name} -p ${port}:80 busybox sh -c 'mkdir /www; echo "${words}" > /www/index.html; exec httpd -f -p 80 -h /www'`;

test('networks and volumes', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  await ask.allFail([
    [{ kind: 'network', name: 'shop' }, 'only the networks that every engine has'],
    [{ kind: 'volume', name: 'data' }, 'There is no volume yet.'],
  ]);

  await ask.sh(`
    docker network create --subnet 172.30.0.0/16 --label tier=front shop
    docker network create --internal back
    docker volume create --label a=b data
    docker run -d --name web --network shop --network-alias www -v data:/data busybox sleep 1000
    docker run -d --name db -v /var/lib/db busybox sleep 1000`);
  await ask.allPass([
    { kind: 'network', name: 'shop', driver: 'bridge', subnet: '172.30.0.0/16', labels: { tier: 'front' } },
    { kind: 'network', name: 'shop', containers: ['web'], without: ['db'], aliases: { web: ['www'] } },
    { kind: 'network', name: 'back', internal: true, attachable: false },
    { kind: 'network', name: 'none-such', exists: false },
    { kind: 'volume', name: 'data', driver: 'local', labels: { a: 'b' }, usedBy: 'web', anonymous: false },
    { kind: 'volume', anonymous: true, usedBy: 'db' },
    { kind: 'volume', name: 'other', exists: false },
    {
      kind: 'container',
      name: 'web',
      networks: ['shop'],
      mounts: [{ target: '/data', type: 'volume', source: 'data' }],
    },
  ]);
  await ask.allFail([
    [{ kind: 'network', name: 'shp' }, 'there are `back`, `shop`'],
    [{ kind: 'network', name: 'shop', driver: 'overlay' }, 'It has the driver `bridge`.'],
    [{ kind: 'network', name: 'shop', subnet: '10.0.0.0/24' }, 'It has the subnet `172.30.0.0/16`.'],
    [{ kind: 'network', name: 'shop', internal: true }, 'It is not internal.'],
    [{ kind: 'network', name: 'shop', containers: ['db'] }, 'attached are `web`'],
    [{ kind: 'network', name: 'shop', without: ['web'] }, '`web` is still attached to it.'],
    [{ kind: 'network', name: 'shop', aliases: { web: ['shop'] } }, '--network-alias shop'],
    [{ kind: 'network', name: 'shop', exists: false }, 'still there, with `web` attached'],
    [{ kind: 'volume', name: 'data', usedBy: 'db' }, 'It is used by `web`.'],
    [{ kind: 'volume', name: 'data', unused: true }, 'It is used by `web`.'],
    [{ kind: 'volume', name: 'data', exists: false }, '`data` is still there, and used by `web`.'],
    [{ kind: 'volume', name: 'data', labels: { a: 'c' } }, 'with the value `b`, not `c`'],
  ]);

  await ask.sh('docker rm -f web db; docker network rm shop; docker volume rm data');
  await ask.allPass([
    { kind: 'network', name: 'shop', exists: false },
    { kind: 'volume', name: 'data', exists: false },
    { kind: 'volume', anonymous: true, unused: true },
  ]);
});

test('files: in the home, on the machine, in a container, an image and a volume', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  await ask.sh(`
    mkdir -p site/sub && printf 'FROM busybox\\nCMD date\\n' > site/Dockerfile && chmod 640 site/Dockerfile
    ln -s site/Dockerfile link && ln -s /etc/hostname out && ln -s loop loop && mkfifo pipe && : > empty
    head -c 300000 /dev/zero | tr '\\0' x > big && echo end >> big
    docker volume create data
    docker run --name box -v data:/data busybox sh -c 'echo kept > /data/note; echo hello > /tmp/hello; ln -s /tmp/hello /tmp/l; chmod 600 /tmp/hello'
    docker commit box app`);
  const file = (path: string, more: Record<string, unknown> = {}) => ({ kind: 'file', path, ...more });
  await ask.allPass([
    file('site/Dockerfile', { matches: '^FROM busybox$', lacks: 'latest', mode: '640', owner: 1000, type: 'file' }),
    file('/home/learner/site/Dockerfile', { contains: 'CMD date' }),
    file('site', { type: 'folder' }),
    file('link', { type: 'link', contains: 'FROM' }),
    file('out', { type: 'link', contains: 'slipway' }),
    file('loop', { exists: false }),
    file('/etc/hostname', { contains: 'slipway', owner: 0 }),
    file('/var/lib/docker', { type: 'folder' }),
    file('no/such', { exists: false }),
    file('/no/such', { exists: false }),
    file('/tmp/hello', { container: 'box', contains: 'hello', mode: '600', owner: 0 }),
    file('/tmp/l', { container: 'box', type: 'link', contains: 'hello' }),
    file('/tmp/nothing', { container: 'box', exists: false }),
    file('/tmp/hello', { image: 'app', contains: 'hello' }),
    file('/tmp/hello', { image: 'busybox', exists: false }),
    file('note', { volume: 'data', contains: 'kept' }),
    file('other', { volume: 'data', exists: false }),
  ]);
  await ask.allFail([
    [file('site/Dockerfil'), 'There is nothing at `site/Dockerfil`.'],
    [file('site/Dockerfile', { contains: 'EXPOSE' }), 'its first line is `FROM busybox`'],
    [file('site/Dockerfile', { mode: '644' }), 'It has the mode `640`.'],
    [file('site/Dockerfile', { owner: 0 }), 'It belongs to the user 1000.'],
    [file('site', { contains: 'x' }), 'It is a folder.'],
    [file('pipe', { contains: 'x' }), 'It is something else than a file.'],
    [file('empty', { contains: 'x' }), 'it is empty'],
    [file('big', { contains: 'end' }), 'It does not contain this'],
    [file('site/Dockerfile', { exists: false }), 'It is still there.'],
    [file('/x', { container: 'web' }), 'There is no container `web`.'],
    [file('/x', { image: 'web' }), 'There is no image `web`.'],
    [file('x', { volume: 'web' }), 'There is no volume `web`.'],
    [file('/tmp/hello', { container: 'box', contains: 'bye' }), 'its first line is `hello`'],
  ]);
  // What grading looks at leaves nothing behind, and is nothing that a learner did.
  expect(await ask.sh('docker ps -aq | wc -l')).toBe('1\n');
  await ask.fails({ kind: 'happened', what: 'copied from', name: 'box' }, 'This has not happened yet.');
  await ask.sh('docker cp box:/tmp/hello copy');
  await ask.passes({ kind: 'happened', what: 'copied from', name: 'box' });
});

test('addresses: published, at a container, behind a balancer, and what answers wrongly', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  const http = (url: string, more: Record<string, unknown> = {}) => ({ kind: 'http', url, ...more });
  await ask.allFail([
    [http('http://localhost:8080/'), 'Nothing answers on port 8080.'],
    [http('http://localhost/', { container: 'web' }), 'There is no container `web`.'],
  ]);
  await ask.sh(page('web', 8080, 'Hello from web'));
  await ask.passes(http('http://localhost:8080/', { contains: 'Hello', status: 200 }));
  await ask.allPass([
    http('http://localhost:8080/index.html', {
      headers: { 'Content-Type': 'text/html' },
      matches: '^Hello from \\w+$',
    }),
    http('http://127.0.0.1:8080/', { method: 'HEAD' }),
    http('http://localhost/', { container: 'web', contains: 'Hello' }),
    http('http://localhost:8080/none', { status: 404 }),
    http('http://localhost:9999/', { refused: true }),
  ]);
  await ask.allFail([
    [http('http://localhost:8080/none'), 'It answers with status 404'],
    [http('http://localhost:8080/', { contains: 'Bye' }), 'Its answer begins with `Hello from web`.'],
    [http('http://localhost:8080/', { lacks: 'Hello' }), 'Its answer contains `Hello`.'],
    [http('http://localhost:8080/', { headers: { 'X-A': 'b' } }), 'It sends no header `X-A`.'],
    [http('http://localhost:8080/', { refused: true }), 'It answers, with status 200.'],
    [http('http://localhost:8080/', { answers: 2 }), 'It gives the same answer each time.'],
    [http('http://localhost:81/', { container: 'web' }), 'Nothing answers on port 81.'],
  ]);

  // One that answers otherwise each time, one that says nothing, one that speaks no HTTP, one that never stops.
  await ask.sh(`
    docker run -d --name odd -p 7001:1 -p 7002:2 -p 7003:3 -p 7004:4 busybox sh -c '
      nc -ll -p 1 -e sh -c "printf \\"HTTP/1.0 200 OK\\r\\n\\r\\nfrom \\$\\$\\"" &
      nc -ll -p 2 -e sleep 100 &
      nc -ll -p 3 -e echo SSH-2.0 &
      nc -ll -p 4 -e sh -c "printf \\"HTTP/1.0 200 OK\\r\\n\\r\\n\\"; yes hello"'`);
  await ask.passes(http('http://localhost:7001/', { answers: 3, contains: 'from' }));
  await ask.allFail([
    [http('http://localhost:7002/'), 'does not answer within 3 seconds'],
    [http('http://localhost:7003/'), 'does not speak HTTP'],
  ]);
  await ask.passes(http('http://localhost:7004/', { contains: 'hello' }));
  await ask.sh('docker stop -t 0 web');
  await ask.fails(http('http://localhost/', { container: 'web' }), 'has no address, since it does not run');
});
