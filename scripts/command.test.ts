import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** A process that runs `script` through command(), which tells its own signals in its output. */
async function stopped(script: string, options: string, signals: readonly NodeJS.Signals[]): Promise<string> {
  const program = `
    import { command } from './scripts/command.ts';
    const onLine = (line) => console.log(line);
    const { code } = await command('bash', ['-c', ${JSON.stringify(script)}], { onLine, allowFailure: true, ${options} });
    console.log('code ' + code);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (chunk.toString().includes('begun')) for (const signal of signals) child.kill(signal);
  });
  await once(child, 'close');
  return output;
}

const lasting = 'trap "echo stopped; exit 7" TERM; echo begun; sleep 60 & wait';

test('a stop that only this process heard of reaches what it waits for, and what that has started, once', async () => {
  const output = await stopped(`(trap "echo helper told" TERM; sleep 60 & wait) & ${lasting}`, '', [
    'SIGTERM',
    'SIGTERM',
  ]);
  expect(output).toContain('code 7');
  expect(output.match(/^stopped$/gm)).toHaveLength(1);
  expect(output.match(/^helper told$/gm)).toHaveLength(1);
});

test('what is part of a stop comes to its end', async () => {
  const script = 'trap "echo stopped; exit 7" INT; echo begun; sleep 0.5; echo end';
  expect(await stopped(script, 'isPartOfStop: true', ['SIGINT', 'SIGINT', 'SIGTERM'])).toBe('begun\nend\ncode 0\n');
});
