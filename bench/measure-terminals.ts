import { CommandExec } from './command-exec.ts';
import { DirectExec } from './direct-exec.ts';
import type { TerminalClient } from './learner.ts';
import type { Measurement } from './statistics.ts';

const echoes = 200;
/** Keys after which the code on the way has been compiled for speed, in a site and a runner that have just been started. */
const echoesBefore = 800;
const flows = 5;
const flowMb = 100;
/** In turns, each key finds the processes of its path asleep and out of the processor's caches; keys typed one after the other, so many at a time, find them awake. */
const typedAtOnce = 25;

interface Shell {
  send(text: string): void;
  until(test: RegExp, timeoutMs?: number): Promise<void>;
  forget(): void;
}

/**
 * The same two things through the product's path (site, runner, slipway-pty), through `docker exec`, and through the
 * engine's exec alone, without the docker command, in turns, in one sandbox: the echo of a key, and 100 MB of output.
 * `cache`: a directory for what is compiled.
 */
export async function measureTerminals(
  terminal: TerminalClient,
  engineSocket: string,
  container: string,
  cache: string,
): Promise<Measurement[]> {
  const shell = ['bash', '-l'];
  const direct = await DirectExec.start(engineSocket, container, shell);
  let command: CommandExec | undefined;
  try {
    command = await CommandExec.start(engineSocket, container, shell, cache);
    await direct.until(/\$ $/);
    const product = { echo: [] as number[], flow: [] as number[] };
    const engine = { echo: [] as number[], flow: [] as number[] };
    const commandEcho: number[] = [];
    const typed = { product: [] as number[], command: [] as number[] };
    const first: number[] = [];
    for (let i = 0; i < echoes; i++) first.push(await echo(terminal, i));
    for (let i = echoes; i < echoesBefore; i++) {
      await echo(terminal, i);
      await echo(direct, i);
    }
    for (let i = 0; i < echoes; i++) {
      product.echo.push(await echo(terminal, i));
      engine.echo.push(await echo(direct, i));
      commandEcho.push(await command.echo(letter(i)));
    }
    for (let i = 0; i < echoes; i += typedAtOnce) {
      for (let j = i; j < i + typedAtOnce; j++) typed.product.push(await echo(terminal, j));
      for (let j = i; j < i + typedAtOnce; j++) typed.command.push(await command.echo(letter(j)));
    }
    for (let i = 0; i < flows; i++) {
      product.flow.push(await flow(terminal, `a${i}`));
      engine.flow.push(await flow(direct, `b${i}`));
    }
    const ratio = (baseline: readonly number[], ours = product.echo): number[] => [median(ours) / median(baseline)];
    const flowRatios = product.flow.map((ms, i) => ms / (engine.flow[i] ?? Number.NaN));
    return [
      { name: 'key echo, first keys of a new site', unit: 'ms', samples: first, goal: undefined, better: 'lower' },
      { name: 'key echo, browser path', unit: 'ms', samples: product.echo, goal: undefined, better: 'lower' },
      { name: 'key echo, docker exec', unit: 'ms', samples: commandEcho, goal: undefined, better: 'lower' },
      { name: 'key echo, ratio to docker exec', unit: '×', samples: ratio(commandEcho), goal: 1.3, better: 'lower' },
      {
        name: 'key echo, one key after the other',
        unit: 'ms',
        samples: typed.product,
        goal: undefined,
        better: 'lower',
      },
      {
        name: 'key echo, one after the other, ratio to docker exec',
        unit: '×',
        samples: ratio(typed.command, typed.product),
        goal: undefined,
        better: 'lower',
      },
      { name: "key echo, the engine's exec alone", unit: 'ms', samples: engine.echo, goal: undefined, better: 'lower' },
      {
        name: "key echo, ratio to the engine's exec alone",
        unit: '×',
        samples: ratio(engine.echo),
        goal: undefined,
        better: 'lower',
      },
      {
        name: `${flowMb} MB through the terminal`,
        unit: 'ms',
        samples: product.flow,
        goal: undefined,
        better: 'lower',
      },
      {
        name: `${flowMb} MB, the engine's exec alone`,
        unit: 'ms',
        samples: engine.flow,
        goal: undefined,
        better: 'lower',
      },
      { name: `${flowMb} MB, ratio`, unit: '×', samples: flowRatios, goal: undefined, better: 'lower' },
    ];
  } finally {
    direct.close();
    await command?.close();
  }
}

async function echo(shell: Shell, i: number): Promise<number> {
  const key = letter(i);
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

const letter = (i: number): string => String.fromCharCode(97 + (i % 26));

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}
