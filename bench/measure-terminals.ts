import { DirectExec } from './direct-exec.ts';
import type { TerminalClient } from './learner.ts';
import type { Measurement } from './statistics.ts';

const echoes = 200;
const flows = 5;
const flowMb = 100;

interface Shell {
  send(text: string): void;
  until(test: RegExp, timeoutMs?: number): Promise<void>;
  forget(): void;
}

/**
 * The same two things through the product's path (site, runner, slipway-pty) and through the engine's exec alone, in turns,
 * in one sandbox: the echo of a key, and 100 MB of output.
 */
export async function measureTerminals(
  terminal: TerminalClient,
  engineSocket: string,
  container: string,
): Promise<Measurement[]> {
  const direct = await DirectExec.start(engineSocket, container, ['bash', '-l']);
  try {
    await direct.until(/\$ $/);
    const product = { echo: [] as number[], flow: [] as number[] };
    const engine = { echo: [] as number[], flow: [] as number[] };
    for (let i = 0; i < echoes; i++) {
      product.echo.push(await echo(terminal, i));
      engine.echo.push(await echo(direct, i));
    }
    for (let i = 0; i < flows; i++) {
      product.flow.push(await flow(terminal, `a${i}`));
      engine.flow.push(await flow(direct, `b${i}`));
    }
    const ratios = product.echo.map((ms, i) => ms / (engine.echo[i] ?? Number.NaN));
    const flowRatios = product.flow.map((ms, i) => ms / (engine.flow[i] ?? Number.NaN));
    return [
      { name: 'key echo, browser path', unit: 'ms', samples: product.echo, goal: undefined, better: 'lower' },
      { name: 'key echo, docker exec directly', unit: 'ms', samples: engine.echo, goal: undefined, better: 'lower' },
      {
        name: 'key echo, ratio of the two',
        unit: '×',
        samples: [median(product.echo) / median(engine.echo)],
        goal: 1.3,
        better: 'lower',
      },
      { name: 'key echo, ratio pair by pair', unit: '×', samples: ratios, goal: undefined, better: 'lower' },
      {
        name: `${flowMb} MB through the terminal`,
        unit: 'ms',
        samples: product.flow,
        goal: undefined,
        better: 'lower',
      },
      {
        name: `${flowMb} MB, docker exec directly`,
        unit: 'ms',
        samples: engine.flow,
        goal: undefined,
        better: 'lower',
      },
      { name: `${flowMb} MB, ratio`, unit: '×', samples: flowRatios, goal: undefined, better: 'lower' },
    ];
  } finally {
    direct.close();
  }
}

async function echo(shell: Shell, i: number): Promise<number> {
  const key = String.fromCharCode(97 + (i % 26));
  shell.forget();
  const at = performance.now();
  shell.send(key);
  await shell.until(new RegExp(key), 5000);
  const ms = performance.now() - at;
  // Take the letter back, so that the line never wraps.
  shell.forget();
  shell.send('\x7f');
  await shell.until(/\x08/, 5000);
  return ms;
}

async function flow(shell: Shell, mark: string): Promise<number> {
  shell.forget();
  const at = performance.now();
  shell.send(`head -c ${flowMb * 1_000_000} /dev/zero | tr '\\0' x | fold -w 99; echo end-"${mark}"\r`);
  await shell.until(new RegExp(`end-${mark}`), 120_000);
  return performance.now() - at;
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}
