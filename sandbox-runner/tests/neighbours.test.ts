import { afterAll, beforeAll, expect, test } from 'vitest';
import { testRunner, type TestRunner } from './_util/test-runner.ts';

/** One learner goes wild; the other works on. */
const wild: Readonly<Record<string, string>> = {
  'a fork bomb': 'setsid bash -c "bomb() { bomb | bomb & }; bomb" >/dev/null 2>&1 &',
  'a memory hog': 'for i in 1 2 3; do setsid tail /dev/zero >/dev/null 2>&1 & done',
  'a disk that is filled': 'setsid sh -c "cat /dev/zero > /home/learner/full" >/dev/null 2>&1 &',
  'a flood of logs':
    'for i in 1 2 3; do docker run -d busybox sh -c "yes this goes on for ever"; done >/dev/null 2>&1 &',
  'busy loops': 'for i in 1 2 3 4; do setsid sh -c "while :; do :; done" >/dev/null 2>&1 & done',
};

let runner: TestRunner;

beforeAll(async () => {
  runner = await testRunner();
});

afterAll(async () => {
  await runner.close();
});

for (const [name, script] of Object.entries(wild)) {
  test(`${name}: the neighbour's machine answers, the runner is well, and the wild one can be stopped`, async () => {
    const { client } = runner;
    const limits = { memoryBytes: 512 * 1024 ** 2, cpus: 0.5, pids: 300, diskBytes: 600 * 1024 ** 2 };
    const [bad, good] = await Promise.all([
      client.create({ presentImages: ['busybox'], limits: { ...limits, cpus: 1 } }),
      client.create({ presentImages: ['busybox'], limits }),
    ]);
    await runner.sh(bad.id, script).catch(() => undefined);
    for (let i = 0; i < 3; i++) {
      expect(
        await runner.sh(good.id, 'docker run --rm busybox echo fine && date > ~/kept', { timeoutMs: 20_000 }),
      ).toMatchObject({ stdout: 'fine\n', exitCode: 0 });
    }
    expect((await client.health()).ok).toBe(true);
    expect((await client.stop(bad.id)).stopReason).not.toBeNull();
    await client.stop(good.id);
  });
}

test('the quota on disk holds for files, images and the system alike', async () => {
  const { client } = runner;
  const small = await client.create({ limits: { diskBytes: 300 * 1024 ** 2 } });
  for (const place of ['/home/learner', '/var/lib/docker', '/usr/local', '/root']) {
    const { exitCode } = await runner.sh(
      small.id,
      `head -c 400M /dev/urandom > ${place}/full; code=$?; rm -f ${place}/full; exit $code`,
      { user: '0:0' },
    );
    expect({ place, exitCode: exitCode === 0 ? 'written' : 'refused' }).toEqual({
      place,
      exitCode: runner.ground.storage.kind === 'btrfs' ? 'refused' : 'written',
    });
  }
  await client.stop(small.id);
});
