import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectInVolume } from '../../sandbox/safe-socket.ts';

const count = 100;

/** Listens on sockets 0, 1, 2 … in the folder of its argument, and never accepts a connection. */
const deafProgram = `
  const { createServer } = require('node:net');
  let left = ${count};
  for (let name = 0; name < ${count}; name++)
    createServer().listen(process.argv[1] + '/' + name, () => {
      if (--left > 0) return;
      require('node:fs').writeSync(1, 'ready');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;

test('the end of a connection is heard, also when the program ends that was just connected to', async () => {
  const volume = await mkdtemp(join(tmpdir(), 'slipway-socket-'));
  await mkdir(join(volume, 'ipc'));
  const deaf = spawn(process.execPath, ['-e', deafProgram, join(volume, 'ipc')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(deaf.stdout, 'data');
    let ended = 0;
    const connecting = Array.from({ length: count }, async (_, name) => {
      const socket = await connectInVolume(volume, String(name));
      deaf.kill('SIGKILL');
      await new Promise((resolve) => socket.once('close', resolve));
      ended++;
    });
    // Those who came too late for a connection are told so.
    const results = await Promise.allSettled(connecting);
    expect(ended).toBeGreaterThan(0);
    expect(results.filter(({ status }) => status === 'rejected').length).toBe(count - ended);
  } finally {
    deaf.kill('SIGKILL');
    await rm(volume, { recursive: true });
  }
});
