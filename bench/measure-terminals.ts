import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { dockerExec, openExec } from './direct-exec.ts';
import { compileKeyEcho, KeyEcho } from './key-echo.ts';
import type { TerminalClient } from './learner.ts';
import type { Measurement } from './statistics.ts';

const shell = ['bash', '-l'];
const keys = 200;
/** Keys after which the code on the way has been compiled for speed, in a site and a runner that have just been started. */
const keysBefore = 800;
const flows = 20;
const flowMb = 100;
/**
 * In turns, each key finds the processes of its path asleep and out of the processor's caches; keys typed one after the other,
 * so many at a time, find them awake.
 */
const typedAtOnce = 25;

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
 * The echo of a key, and 100 MB of output, through the product's path and through `docker exec`, in turns; the key through the
 * engine's exec alone, without the docker command, too.
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
  const product: number[] = [];
  const direct: number[] = [];
  for (let i = 0; i < flows; i++) {
    product.push(await flow(terminal, `a${i}`));
    direct.push(await directFlow(dockerExec(engineSocket, container, ['bash', '-lc', output(`b${i}`)], '-t')));
  }
  const ratios = product.map((ms, i) => ms / (direct[i] ?? Number.NaN));
  const plain = { goal: undefined, better: 'lower' } as const;
  return [
    { name: `${flowMb} MB through the terminal`, unit: 'ms', samples: product, ...plain },
    { name: `${flowMb} MB, docker exec`, unit: 'ms', samples: direct, ...plain },
    { name: `${flowMb} MB, ratio to docker exec`, unit: '×', samples: ratios, ...plain },
  ];
}

/** A command line that prints 100 MB in rows, and `end-<mark>` after them, which it does not say itself. */
function output(mark: string): string {
  return `head -c ${flowMb * 1_000_000} /dev/zero | tr '\\0' x | fold -w 99; echo end-"${mark}"`;
}

async function flow(terminal: TerminalClient, mark: string): Promise<number> {
  terminal.forget();
  const at = performance.now();
  terminal.send(`${output(mark)}\r`);
  await terminal.until(new RegExp(`end-${mark}`), 120_000);
  return performance.now() - at;
}

/** From the first byte of output to the last, so that the start of the command and of its shell is not counted. */
async function directFlow([file, ...args]: readonly [string, ...string[]]): Promise<number> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let from: number | undefined;
  let to = 0;
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    from ??= performance.now();
    to = performance.now();
    bytes += chunk.length;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || bytes < flowMb * 1_000_000)
    throw new Error(`docker exec ended with ${String(code)} after ${bytes} bytes`);
  return to - (from ?? Number.NaN);
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}
