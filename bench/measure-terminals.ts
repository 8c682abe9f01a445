import type { Socket } from 'node:net';
import { DirectExec, dockerExec, openExec } from './direct-exec.ts';
import { compileKeyEcho, KeyEcho } from './key-echo.ts';
import type { TerminalClient } from './learner.ts';
import type { Measurement } from './statistics.ts';

const shell = ['bash', '-l'];
const keys = 200;
/** Keys after which the code on the way has been compiled for speed, in a site and a runner that have just been started. */
const keysBefore = 800;
const flows = 5;
const flowMb = 100;
/**
 * In turns, each key finds the processes of its path asleep and out of the processor's caches; keys typed one after the other,
 * so many at a time, find them awake.
 */
const typedAtOnce = 25;

interface Shell {
  send(text: string): void;
  until(test: RegExp, timeoutMs?: number): Promise<void>;
  forget(): void;
}

/** The ways to a shell in one sandbox. */
export interface Ways {
  /** The product's: site, runner, slipway-pty. */
  readonly terminal: TerminalClient;
  /** Another terminal of the same sandbox: an opened WebSocket, as a browser's, and the text that attaches it. */
  readonly openSocket: () => Promise<{ readonly connection: Socket; readonly attach: string }>;
  /** Of the engine that the sandbox's container runs on. */
  readonly engineSocket: string;
  readonly container: string;
  /** A directory for what is compiled. */
  readonly cache: string;
}

/**
 * The echo of a key, and 100 MB of output, through the product's path and through the engine's exec alone, without the docker
 * command, in turns; the key through `docker exec`, too.
 */
export async function measureTerminals(ways: Ways): Promise<Measurement[]> {
  return [...(await measureEchoes(ways)), ...(await measureFlows(ways))];
}

async function measureEchoes({ openSocket, engineSocket, container, cache }: Ways): Promise<Measurement[]> {
  const program = await compileKeyEcho(cache);
  const open: KeyEcho[] = [];
  const start = async (way: Parameters<typeof KeyEcho.start>[1]): Promise<KeyEcho> => {
    const started = await KeyEcho.start(program, way);
    open.push(started);
    return started;
  };
  try {
    const product = await start(await openSocket());
    const command = await start({ command: dockerExec(engineSocket, container, shell) });
    const engine = await start({ connection: await openExec(engineSocket, container, shell) });
    const first = await echoes(product, keys);
    for (let i = 0; i < keysBefore; i += keys) for (const one of open) await echoes(one, keys);
    // In pairs: of ways that share processes, the later one would find them awake.
    const turns = await inTurns([product, command], 1);
    const engineTurns = await inTurns([product, engine], 1);
    const typed = await inTurns([product, command], typedAtOnce);
    const echo = (name: string, samples: readonly number[] | undefined): Measurement => ({
      ...{ name: `key echo, ${name}`, unit: 'ms', samples: samples ?? [], goal: undefined, better: 'lower' },
    });
    const ratio = (name: string, way: KeyEcho, of: Echoes, goal?: number): Measurement => ({
      ...{ name: `key echo, ${name}`, unit: '×', goal, better: 'lower' },
      samples: [median(of.get(product) ?? []) / median(of.get(way) ?? [])],
    });
    return [
      echo('first keys of a new site', first),
      echo('browser path', turns.get(product)),
      echo('docker exec', turns.get(command)),
      ratio('ratio to docker exec', command, turns, 1.3),
      echo('one key after the other', typed.get(product)),
      ratio('one after the other, ratio to docker exec', command, typed),
      echo("the engine's exec alone", engineTurns.get(engine)),
      ratio("ratio to the engine's exec alone", engine, engineTurns),
    ];
  } finally {
    for (const one of open) await one.close();
  }
}

type Echoes = ReadonlyMap<KeyEcho, readonly number[]>;

/** As many keys as are measured on each way, `atOnce` of them on one before it is the next one's turn. */
async function inTurns(ways: readonly KeyEcho[], atOnce: number): Promise<Echoes> {
  const all = new Map<KeyEcho, number[]>(ways.map((way) => [way, []]));
  for (let i = 0; i < keys; i += atOnce)
    for (const [way, samples] of all) samples.push(...(await echoes(way, atOnce, i)));
  return all;
}

/** `count` keys, one after the other; each letter of the alphabet in its turn. */
async function echoes(way: KeyEcho, count: number, from = 0): Promise<number[]> {
  const samples: number[] = [];
  for (let i = from; i < from + count; i++) samples.push(await way.echo(String.fromCharCode(97 + (i % 26))));
  return samples;
}

async function measureFlows({ terminal, engineSocket, container }: Ways): Promise<Measurement[]> {
  const direct = await DirectExec.start(engineSocket, container, shell);
  try {
    await direct.until(/\$ $/);
    const product: number[] = [];
    const engine: number[] = [];
    for (let i = 0; i < flows; i++) {
      product.push(await flow(terminal, `a${i}`));
      engine.push(await flow(direct, `b${i}`));
    }
    const ratios = product.map((ms, i) => ms / (engine[i] ?? Number.NaN));
    const plain = { goal: undefined, better: 'lower' } as const;
    return [
      { name: `${flowMb} MB through the terminal`, unit: 'ms', samples: product, ...plain },
      { name: `${flowMb} MB, the engine's exec alone`, unit: 'ms', samples: engine, ...plain },
      { name: `${flowMb} MB, ratio`, unit: '×', samples: ratios, ...plain },
    ];
  } finally {
    direct.close();
  }
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
