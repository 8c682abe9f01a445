import { learnerHome } from '../../sandbox/sandbox-handle.ts';

/** Something on the machine that no list of the engine tells, and that has to be looked for. Plain data. */
export type Probe =
  | { readonly kind: 'file'; readonly place: FilePlace; readonly path: string }
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly container: string | undefined;
      readonly method: string;
      readonly body: string | undefined;
      readonly hostHeader: string | undefined;
      /** How often it is asked at most … */
      readonly times: number;
      /** … until so many different bodies came. */
      readonly answers: number;
    }
  | { readonly kind: 'exec'; readonly command: string; readonly root: boolean };
export type FileProbe = Extract<Probe, { kind: 'file' }>;
export type HttpProbe = Extract<Probe, { kind: 'http' }>;
export type ExecProbe = Extract<Probe, { kind: 'exec' }>;

/** Where a file is looked for; a `machine` path without a slash at its start is in the learner's home. */
export type FilePlace =
  { readonly in: 'machine' } | { readonly in: 'container' | 'image' | 'volume'; readonly name: string };

/** What was found. `unknown`: it could not be looked for, `why` in a sentence for the learner. */
export type ProbeResult =
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'nothing' }
  | FoundFile
  | HttpAnswer
  | { readonly kind: 'silent'; readonly why: string }
  | ExecEnd;

export interface FoundFile {
  readonly kind: 'file';
  readonly type: 'file' | 'folder' | 'link' | 'other';
  /** The permission bits. */
  readonly mode: number;
  readonly owner: number;
  /** At most its first 64 KiB; empty for what is no file. */
  readonly text: string;
}

export interface HttpAnswer {
  readonly kind: 'http';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** At most its first 64 KiB. */
  readonly body: string;
  /** How many of the answers differed in their bodies. */
  readonly different: number;
}

export interface ExecEnd {
  readonly kind: 'exec';
  readonly exitCode: number;
  /** stdout and stderr, at most 64 KiB of each. */
  readonly output: string;
}

/** Of a text that was found, at most so much is looked at. */
export const maxProbeBytes = 64 * 1024;

export function probeKey(probe: Probe): string {
  return JSON.stringify(probe);
}

/** Does looking start a program on the machine, so that it is done less often? */
export function isCostly(probe: Probe): boolean {
  if (probe.kind === 'exec') return true;
  if (probe.kind === 'http') return probe.times > 1;
  return probe.place.in === 'volume' || (probe.place.in === 'machine' && pathInHome(probe.path) === undefined);
}

/** The path in the learner's home that `path` means on the machine; undefined: it lies elsewhere. */
export function pathInHome(path: string): string | undefined {
  if (!path.startsWith('/')) return path;
  const home = `${learnerHome}/`;
  return path.startsWith(home) ? path.slice(home.length) : undefined;
}
