import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../protocol/sandbox.ts';
import { atPrompt } from './_util/at-prompt.ts';
import { cgroupFile, counted } from './_util/cgroup-file.ts';
import { keepTyping } from './_util/keep-typing.ts';
import { testRunner, type TestRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

const limits = { memoryBytes: 512 * 1024 ** 2, cpus: 1, pids: 300, diskBytes: 600 * 1024 ** 2 };
/** Generous: that the neighbour is answered at all is tested here, how soon is measured in bench/. */
const answerMs = 10_000;

/** One learner goes wild, and does not stop; the other works on. */
interface Wild {
  readonly name: string;
  readonly script: string;
  /** Has it reached what it goes for? */
  readonly hasEffect: (wild: Sandbox) => Promise<boolean>;
}

const ways: readonly Wild[] = [
  {
    name: 'a fork bomb',
    script: 'setsid bash -c "bomb() { bomb | bomb & }; bomb" >/dev/null 2>&1 &',
    hasEffect: async ({ id }) => Number(await cgroupFile(runner, id, 'pids.current')) >= limits.pids - 5,
  },
  {
    name: 'memory hogs',
    script: 'for i in 1 2 3; do setsid sh -c "while :; do tail /dev/zero; done" >/dev/null 2>&1 & done',
    hasEffect: async ({ id }) =>
      counted(await cgroupFile(runner, id, 'memory.oom_control', 'memory.events'), 'oom_kill') >= 3,
  },
  {
    name: 'a disk that is filled',
    script: 'setsid sh -c "while :; do head -c 1G /dev/zero > ~/full; done" >/dev/null 2>/tmp/said &',
    hasEffect: async ({ id }) => {
      const { stdout } = await runner.sh(id, 'cat /tmp/said; stat -c %s full');
      return /no space left|quota exceeded/i.test(stdout) || Number(stdout) > limits.diskBytes;
    },
  },
  {
    name: 'a flood of logs',
    script: 'for i in 1 2 3; do docker run -d busybox sh -c "yes this goes on for ever"; done >/dev/null 2>&1 &',
    hasEffect: async ({ id }) => {
      const { stdout } = await runner.sh(id, 'cat /var/lib/docker/containers/*/*-json.log | wc -c', { user: '0:0' });
      return Number(stdout) > 100 * 1024 ** 2;
    },
  },
  {
    name: 'busy loops',
    script: 'for i in 1 2 3 4; do setsid sh -c "while :; do :; done" >/dev/null 2>&1 & done',
    hasEffect: async ({ id }) => counted(await cgroupFile(runner, id, 'cpu.stat'), 'nr_throttled') >= 50,
  },
];

let runner: TestRunner;

beforeAll(async () => {
  runner = await testRunner();
});

afterAll(async () => {
  await runner[Symbol.asyncDispose]();
});

for (const { name, script, hasEffect } of ways) {
  test(`${name}: the neighbour types and is answered, the runner is well, and the wild one can be stopped`, async () => {
    const { client } = runner;
    const [bad, good] = await Promise.all([
      client.create({ presentImages: ['busybox'], limits }),
      client.create({ presentImages: ['busybox'], limits: { ...limits, cpus: 0.5 } }),
    ]);
    expect(await hasEffect(bad).catch(() => false)).toBe(false);
    const terminal = await atPrompt(client.port, good);
    const typist = keepTyping(terminal, answerMs);
    await runner.sh(bad.id, script).catch(() => undefined);
    await until('the effect', () => hasEffect(bad), 60_000);
    const before = typist.answers;
    for (let i = 0; i < 3; i++) {
      expect(
        await runner.sh(good.id, 'docker run --rm busybox echo fine && date > ~/kept', { timeoutMs: 20_000 }),
      ).toMatchObject({ stdout: 'fine\n', exitCode: 0 });
    }
    await until('more answers', () => typist.answers >= before + 10, 10 * answerMs);
    await typist.stop();
    expect((await client.health()).ok).toBe(true);
    expect((await client.stop(bad.id)).stopReason).toBe('learner');
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
