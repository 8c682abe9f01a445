import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

export interface RouteInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The whole body as text. */
  readonly body: () => Promise<string>;
  /** For a route that reads its body as a stream; such a route bounds it itself. */
  readonly request: IncomingMessage;
  /** Whose ticket it is; only with access `sandbox`. */
  readonly learner: string | undefined;
}

export interface RouteAnswer {
  readonly status: number;
  /** Sent as JSON; undefined: no body. */
  readonly json?: unknown;
  /** Sent as plain text, with its content type. */
  readonly text?: { readonly content: string; readonly type: string };
  /** Sent as it comes, with these headers. */
  readonly stream?: { readonly content: Readable; readonly headers: Readonly<Record<string, string>> };
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parts that start with `:` are parameters. */
  readonly path: string;
  /**
   * `site`: needs a ticket with that scope. `sandbox`: one for the sandbox that `:id` names. `loopback`: none, but only
   * from this machine. `public`: anybody.
   */
  readonly access: 'site' | 'sandbox' | 'loopback' | 'public';
  readonly maxBodyBytes?: number;
  readonly handle: (input: RouteInput) => Promise<RouteAnswer> | RouteAnswer;
}
