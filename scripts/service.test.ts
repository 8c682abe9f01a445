import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startService, type ServiceOptions } from './service.ts';

/** A service that answers on `port` and ends with code 3 when it is asked for /end. */
const program = `
  const server = require('node:http').createServer((request, response) => {
    response.end(String(process.pid));
    if (request.url === '/end') setTimeout(() => process.exit(3), 20);
  });
  server.listen(Number(process.argv[1]), '127.0.0.1');
  process.on('SIGTERM', () => { console.log('asked to end'); process.exit(0); });`;

async function options(port: number, script: string): Promise<ServiceOptions & { notices: string[] }> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-service-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const notices: string[] = [];
  return {
    name: 'test service',
    file: process.execPath,
    args: ['-e', script, String(port)],
    cwd: dir,
    env: {},
    logFile: join(dir, 'log'),
    healthUrl: `http://127.0.0.1:${port}/`,
    startTimeoutMs: 8000,
    onNotice: (line) => notices.push(line),
    notices,
  };
}

test('a service that ends unasked is started again, and the operator is told', async () => {
  const given = await options(28_431, program);
  const service = await startService(given);
  try {
    const first = service.pid;
    await fetch(`${given.healthUrl}end`);
    const answering = async (): Promise<string | undefined> =>
      (await fetch(given.healthUrl).catch(() => undefined))?.text();
    await expect.poll(() => service.pid, { timeout: 5000 }).not.toBe(first);
    await expect.poll(answering, { timeout: 5000 }).toBe(String(service.pid));
    expect(given.notices).toEqual([expect.stringContaining('ended unexpectedly (exit 3)')]);
  } finally {
    await service.stop(2000);
  }
  expect(await readFile(given.logFile, 'utf8')).toContain('asked to end');
});

test('a service that does not come up is given up with the end of its log', async () => {
  const given = await options(28_432, "console.error('no database here'); process.exit(1)");
  await expect(startService({ ...given, startTimeoutMs: 1500 })).rejects.toThrow('no database here');
});

test('on a full disk a service goes on without its log, and the operator is told', async () => {
  const flooding = `${program} setInterval(() => console.log('x'.repeat(100000)), 5);`;
  const given = await options(28_433, flooding);
  const service = await startService({ ...given, logFile: '/dev/full' });
  try {
    const first = service.pid;
    await expect.poll(() => given.notices.join(), { timeout: 5000 }).toContain("/dev/full can't be written any more");
    for (let i = 0; i < 20; i++) expect(await (await fetch(given.healthUrl)).text()).toBe(String(first));
  } finally {
    await service.stop(2000);
  }
});

test('a log that has grown large is put aside at a start', async () => {
  const given = await options(28_434, program);
  await writeFile(given.logFile, 'old');
  await truncate(given.logFile, 17 * 1024 ** 2);
  const service = await startService(given);
  await service.stop(2000);
  expect((await stat(`${given.logFile}.1`)).size).toBe(17 * 1024 ** 2);
  expect(await readFile(given.logFile, 'utf8')).toBe('asked to end\n');
});
