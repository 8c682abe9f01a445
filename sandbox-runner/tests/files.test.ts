import { lstat, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxListed, maxTextBytes, maxUploadBytes } from '../../protocol/files.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import { FileClient } from './_util/file-client.ts';
import { testRunner, type TestRunner } from './_util/test-runner.ts';

let runner: TestRunner;
let sandbox: Sandbox;
let files: FileClient;
const sh = async (script: string, user?: string): Promise<string> => {
  const { exitCode, stdout, stderr } = await runner.sh(sandbox.id, script, user === undefined ? {} : { user });
  if (exitCode !== 0) throw new Error(`${script}: ${exitCode} ${stderr}`);
  return stdout.trim();
};

beforeAll(async () => {
  runner = await testRunner();
  sandbox = await runner.client.create({ limits: { diskBytes: 400 * 1024 ** 2 } });
  files = new FileClient(runner.client.port, sandbox);
});

afterAll(async () => {
  await runner[Symbol.asyncDispose]();
});

test('what is written here is the learner’s there, and the other way round', async () => {
  await files.write('app/Dockerfile', 'FROM busybox\n', 'none', { parents: 'yes' });
  expect(await sh('stat -c "%U:%G %a" app app/Dockerfile; cat app/Dockerfile')).toBe(
    'learner:learner 755\nlearner:learner 644\nFROM busybox',
  );
  await sh('echo ENV A=1 >> app/Dockerfile; chmod 750 app/Dockerfile');
  const { text, version } = await files.read('app/Dockerfile');
  expect(text).toBe('FROM busybox\nENV A=1\n');
  const inode = await sh('stat -c %i app/Dockerfile');
  await files.write('app/Dockerfile', 'FROM scratch\n', version);
  // In place: a bind mount of this file, its mode and its owner stay.
  expect(await sh('stat -c "%i %a %U" app/Dockerfile; cat app/Dockerfile')).toBe(`${inode} 750 learner\nFROM scratch`);
});

test('a file that changed meanwhile is a conflict, and nothing is overwritten', async () => {
  const { version } = await files.write('race.txt', 'one', 'none');
  await sh('echo two > race.txt');
  await expect(files.write('race.txt', 'three', version)).rejects.toThrow(/^conflict: .*changed in your machine/);
  await expect(files.write('race.txt', 'three', 'none')).rejects.toThrow(/^conflict: .*exists already/);
  expect(await sh('cat race.txt')).toBe('two');
  await files.write('race.txt', 'three');
  await sh('rm race.txt');
  await expect(files.write('race.txt', 'four', version)).rejects.toThrow(/^conflict: .*not there any more/);
  // The same content is no conflict.
  const same = await files.write('race.txt', 'five', 'none');
  expect(await files.write('race.txt', 'five', 'none')).toMatchObject({ version: same.version });
});

test('names: spaces, newlines, unicode, quotes, and none that lead elsewhere', async () => {
  const names = ['with space', 'line\nbreak', 'naïve-日本-🐳', '-rf', 'quo\'te"$(x)', '%2e%2e', 'a\\b', '…'];
  for (const name of names) await files.write(`names/${name}`, name, 'none', { parents: 'yes' });
  expect((await files.list('names')).entries.map(({ name }) => name).sort()).toEqual([...names].sort());
  for (const name of names) {
    expect((await files.read(`names/${name}`)).text).toBe(name);
    const { bytes, disposition } = await files.download(`names/${name}`);
    expect(bytes.toString()).toBe(name);
    expect(disposition).toMatch(/^attachment; filename="[\w.+-]*"; filename\*=UTF-8''[\w.%!~-]+$/);
  }
  await files.move('names/line\nbreak', 'names/one line');
  await files.remove('names/with space');
  expect(await sh('ls names | wc -l')).toBe('7');
  for (const bad of [
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    './a',
    'a\0b',
    '..',
    'a/',
    'x'.repeat(256),
    'a/'.repeat(3000),
  ]) {
    await expect(files.read(bad), bad).rejects.toThrow(/^bad_request/);
    await expect(files.write(bad, 'x'), bad).rejects.toThrow(/^bad_request/);
    await expect(files.upload(bad, 'x'), bad).rejects.toThrow(/^bad_request/);
  }
  await sh("mkdir odd; touch odd/$'bad\\xff'");
  const [odd] = (await files.list('odd')).entries;
  expect(odd?.problem).toMatch(/not valid UTF-8/);
});

test('large and binary files are not text; they can be downloaded, and a huge one is refused', async () => {
  await sh(
    `head -c ${maxTextBytes} /dev/zero | tr '\\0' a > just.txt; head -c ${maxTextBytes + 1} /dev/zero | tr '\\0' a > more.txt`,
  );
  expect((await files.read('just.txt')).text?.length).toBe(maxTextBytes);
  expect(await files.read('more.txt')).toMatchObject({ text: null, why: 'large', size: maxTextBytes + 1 });
  await sh('head -c 5000 /dev/urandom > random; printf "a\\0b" > zero; printf "caf\\xe9" > latin');
  for (const name of ['random', 'zero', 'latin'])
    expect(await files.read(name)).toMatchObject({ text: null, why: 'binary' });
  expect((await files.download('more.txt')).bytes.length).toBe(maxTextBytes + 1);
  await sh('truncate -s 8T endless');
  await expect(files.download('endless')).rejects.toThrow(/^too_large: .*1 GiB/);
  expect(await files.read('endless')).toMatchObject({ text: null, why: 'large' });
  await expect(files.download('')).rejects.toThrow(/^too_large: .*512 MiB/);
  await sh('rm endless');
  await expect(files.write('big', 'x'.repeat(maxTextBytes + 1))).rejects.toThrow(/^too_large/);
  const bom = '\ufeffone\r\ntwo\n';
  await files.write('bom.txt', bom);
  expect((await files.read('bom.txt')).text).toBe(bom);
});

test('links inside the home are followed, links out of it are refused with a sentence', async () => {
  await sh(`mkdir -p links/real; echo in > links/real/file; cd links
    ln -s real alias; ln -s ../links/real/file up; ln -s /home/learner/links/real absolute; ln -s /etc out
    ln -s ../../../../etc/passwd far; ln -s loop loop; ln -s nowhere dangling; ln -s out/passwd chained`);
  for (const path of ['alias/file', 'up', 'absolute/file'])
    expect((await files.read(`links/${path}`)).text).toBe('in\n');
  await files.write('links/alias/new', 'x', 'none');
  expect(await sh('cat links/real/new')).toBe('x');
  for (const path of ['out/passwd', 'far', 'chained']) {
    const sentence = /^forbidden: This is a link that leads out of your home folder: /;
    await expect(files.read(`links/${path}`)).rejects.toThrow(sentence);
    await expect(files.write(`links/${path}`, 'x')).rejects.toThrow(sentence);
    await expect(files.download(`links/${path}`)).rejects.toThrow(sentence);
  }
  await expect(files.list('links/out')).rejects.toThrow(/^forbidden/);
  await expect(files.upload('links/out/x', 'x')).rejects.toThrow(/^forbidden/);
  await expect(files.read('links/loop')).rejects.toThrow(/^bad_request: .*leads nowhere/);
  await expect(files.read('links/dangling')).rejects.toThrow(/^not_found/);
  const entries = new Map((await files.list('links')).entries.map((entry) => [entry.name, entry]));
  expect(entries.get('alias')).toMatchObject({ kind: 'folder', link: 'real', problem: null });
  expect(entries.get('up')).toMatchObject({ kind: 'file', problem: null });
  expect(entries.get('out')?.problem).toMatch(/leads out of your home folder/);
  expect(entries.get('loop')?.problem).toMatch(/leads nowhere/);
  expect(entries.get('dangling')?.problem).toMatch(/does not exist/);
  // Deleting and renaming is about the link, not about what it points to.
  await files.remove('links/out');
  await files.move('links/far', 'links/farther');
  await files.remove('links/alias');
  expect(await sh('ls links/real; test -e /etc/passwd; readlink links/farther')).toBe(
    'file\nnew\n../../../../etc/passwd',
  );
});

test('pipes, sockets and devices are refused and never opened, which would wait for ever', async () => {
  await sh(
    'mkdir odds; mkfifo odds/pipe; perl -MIO::Socket::UNIX -e \'IO::Socket::UNIX->new(Local => "odds/sock", Listen => 1)\'; ln -s pipe odds/alias',
  );
  for (const name of ['pipe', 'sock', 'alias']) {
    await expect(files.read(`odds/${name}`)).rejects.toThrow(/^bad_request: .*is not a file: a (pipe|socket)/);
    await expect(files.download(`odds/${name}`)).rejects.toThrow(/^bad_request/);
    await expect(files.write(`odds/${name}`, 'x')).rejects.toThrow(/^bad_request/);
    await expect(files.upload(`odds/${name}`, 'x', { replace: 'yes' })).rejects.toThrow(/^bad_request/);
  }
  expect((await files.download('odds')).bytes.length).toBeGreaterThan(0);
  expect((await files.list('odds')).entries.map(({ kind }) => kind)).toEqual(['other', 'other', 'other']);
  await files.remove('odds');
});

test('a folder swapped for a link while it is worked in never leads out', async () => {
  // Outside of the home but in reach of a path that is followed carelessly: the volume, and this host's /etc.
  await sh(`mkdir -p swap/a/b; echo mine > swap/a/b/hostname; cd swap
    setsid bash -c 'while :; do mv a x; ln -s /etc a; rm a; mv x a; done' > /dev/null 2>&1 < /dev/null & echo $! > /tmp/swapper`);
  const host = await lstat('/etc/hostname', { bigint: true });
  const seen = new Set<string>();
  for (let round = 0; round < 150; round++) {
    const name = `new-${round}`;
    const acts = await Promise.allSettled([
      files.read('swap/a/hostname').then(({ text }) => text),
      files.read('swap/a/b/hostname').then(({ text }) => text),
      files.write(`swap/a/${name}`, 'x', 'none').then(() => 'written'),
      files.remove(`swap/a/${name}`).then(() => 'removed'),
    ]);
    for (const act of acts)
      seen.add(act.status === 'fulfilled' ? (act.value ?? 'null') : String(act.reason).slice(0, 20));
  }
  await sh('kill $(cat /tmp/swapper)');
  for (const what of seen)
    expect(what).toMatch(/^(mine\n|written|removed|Refused: (not_found|forbid|conflict|bad_req).*)$/);
  expect(seen).toContain('mine\n');
  expect(await lstat('/etc/hostname', { bigint: true })).toEqual(host);
  expect((await readdir('/etc')).filter((name) => name.startsWith('new-'))).toEqual([]);
});

test('make, rename, move and delete: nothing is replaced, the home stays', async () => {
  await files.makeFolder('tree/deep/er');
  await files.write('tree/one', '1');
  await files.write('tree/two', '2');
  await expect(files.move('tree/one', 'tree/two')).rejects.toThrow(/^conflict: .*exists already/);
  await expect(files.move('tree/deep', 'tree/deep/er/x')).rejects.toThrow(/^bad_request: .*into itself/);
  await files.makeFolder('tree/empty');
  await expect(files.move('tree/deep', 'tree/empty')).rejects.toThrow(/^conflict/);
  await expect(files.move('nothing', 'tree/x')).rejects.toThrow(/^not_found/);
  await expect(files.makeFolder('tree/one')).rejects.toThrow(/^conflict/);
  await expect(files.makeFolder('tree/one/below')).rejects.toThrow(/^bad_request/);
  await files.move('tree/deep', 'tree/renamed');
  await files.move('tree/one', 'tree/renamed/uno');
  await files.move('tree/two', 'tree/not/there/yet/two');
  await files.move('tree/not/there/yet/two', 'tree/two');
  await files.remove('tree/not');
  expect(await sh('find tree | sort | tr "\\n" " "')).toBe(
    'tree tree/empty tree/renamed tree/renamed/er tree/renamed/uno tree/two',
  );
  await expect(files.remove('')).rejects.toThrow(/^bad_request/);
  await expect(files.move('', 'x')).rejects.toThrow(/^bad_request/);
  await sh('mkdir -p tree/many; cd tree/many; seq 1 5000 | xargs touch; sudo touch roots; sudo chmod 000 roots');
  await files.remove('tree');
  await expect(files.remove('tree')).rejects.toThrow(/^not_found/);
  await sh('d=deep; mkdir $d; cd $d; for i in $(seq 1 300); do mkdir d; cd d; done');
  await expect(files.remove('deep')).rejects.toThrow(/^conflict: .*rm -r/);
  await expect(files.download('deep')).rejects.toThrow(/^too_large/);
  await sh('rm -r deep');
});

test('a folder of very many entries is cut, and says how many are missing', async () => {
  await sh('mkdir crowd; cd crowd; seq 1 5000 | xargs touch; for i in $(seq 1 300); do ln -s $i link$i; done');
  const { entries, more } = await files.list('crowd');
  expect(entries).toHaveLength(maxListed);
  expect(more).toBe(5300 - maxListed);
  await files.remove('crowd');
});

test('upload: whole or not at all, over the limit refused, another only when wanted', async () => {
  await files.upload('up/a/b.bin', Buffer.alloc(3_000_000, 7));
  expect(await sh('stat -c "%s %U %a" up/a/b.bin')).toBe('3000000 learner 644');
  await expect(files.upload('up/a/b.bin', 'x')).rejects.toThrow(/^conflict: .*exists already/);
  await files.upload('up/a/b.bin', 'x', { replace: 'yes' });
  expect(await sh('cat up/a/b.bin')).toBe('x');
  await expect(files.upload('up/large', Buffer.alloc(maxUploadBytes + 1))).rejects.toThrow(/^too_large: .*50 MiB/);
  // Without a length that would tell it beforehand: refused, and not read for ever.
  const { status, sentBytes } = await files.uploadEndless('up/large', 4 * maxUploadBytes);
  // The answer may be lost with a connection that ends while bytes are on their way.
  expect(status ?? 413).toBe(413);
  expect(sentBytes).toBeLessThan(4 * maxUploadBytes);
  expect(await sh('ls up')).toBe('a');
  expect(await sh('ls /.slipway | grep -c draft || true', '0:0')).toBe('0');
});

test('archives: unpacked safely, a folder comes back as one', async () => {
  await sh(`mkdir -p /tmp/t && cd /tmp/t && mkdir -p in/sub && echo 1 > in/one && echo 2 > in/sub/two && chmod +x in/one && ln -s one in/link
    mkfifo in/pipe; tar czf /tmp/good.tgz in; tar cf /tmp/good.tar in
    echo evil > evil; tar cPf /tmp/bad.tar --transform 's,^evil,../../evil,' evil in/one; tar rPf /tmp/bad.tar /etc/hostname
    mkdir w; ln -s /etc w/etc; tar cf /tmp/link.tar w/etc; rm w/etc; mkdir w/etc; echo x > w/etc/slipway-was-here; tar rf /tmp/link.tar w/etc/slipway-was-here
    cp /tmp/*.tar /tmp/*.tgz ~/`);
  const archive = async (name: string): Promise<Buffer> => (await files.download(name)).bytes;
  for (const [folder, name] of [
    ['x1', 'good.tgz'],
    ['x2', 'good.tar'],
  ] as const) {
    expect(await files.unpack(folder, await archive(name))).toMatchObject({ files: 3, folders: 2, skippedCount: 1 });
    expect(await sh(`cd ${folder}/in; ls -A; cat sub/two; stat -c %a one; readlink link; stat -c %U link`)).toBe(
      'link\none\nsub\n2\n755\none\nlearner',
    );
  }
  const bad = await files.unpack('bad', await archive('bad.tar'));
  expect(bad).toMatchObject({ files: 1, skippedCount: 2 });
  expect(bad.skipped.join()).toContain('outside of the folder');
  expect(await files.unpack('viaLink', await archive('link.tar'))).toMatchObject({ skippedCount: 1 });
  expect(await sh('ls /etc/slipway-was-here 2>/dev/null || echo no')).toBe('no');
  await expect(lstat('/etc/slipway-was-here')).rejects.toThrow('ENOENT');
  await expect(files.unpack('no', 'this is not an archive'.repeat(1000))).rejects.toThrow(
    /^bad_request: .*not an archive/,
  );
  await sh(
    'truncate -s 700M /tmp/zeros; tar czf bomb.tgz -C /tmp zeros; tar cf - --files-from /dev/null | gzip > empty.tgz',
  );
  await expect(files.unpack('no', await archive('bomb.tgz'))).rejects.toThrow(/^(too_large|disk_full)/);
  expect(await files.unpack('no', await archive('empty.tgz'))).toMatchObject({ files: 0 });
  // And back.
  const { bytes, disposition } = await files.download('x1/in');
  expect(disposition).toContain('"in.tar.gz"');
  await files.upload('back.tgz', bytes);
  expect(await sh('mkdir back; tar xzf back.tgz -C back; cat back/in/one back/in/sub/two; readlink back/in/link')).toBe(
    '1\n2\none',
  );
});

test('a full disk: a clear sentence, and nothing is lost', async () => {
  if (runner.ground.storage.kind === 'directory') return;
  await files.write('keep.txt', 'precious', 'any');
  const { version } = await files.read('keep.txt');
  await sh(
    'dd if=/dev/urandom of=filler bs=1M count=600 2>/dev/null; dd if=/dev/urandom of=filler2 bs=4k count=5000 2>/dev/null; true',
  );
  const big = 'y'.repeat(2_000_000);
  await expect(files.write('keep.txt', big, version)).rejects.toThrow(
    /^disk_full: The disk of your machine is full.*nothing was lost/,
  );
  await expect(files.upload('new.bin', Buffer.alloc(4_000_000, 1))).rejects.toThrow(/^disk_full/);
  expect((await files.read('keep.txt')).text).toBe('precious');
  // The second one only exists where the first did not fill the disk to its last byte.
  await sh('rm -f filler filler2');
  await files.write('keep.txt', big, version);
  expect((await files.read('keep.txt')).text).toBe(big);
});
