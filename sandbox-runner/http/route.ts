export interface RouteInput {
  readonly params: Readonly<Record<string, string>>;
  /** The whole body as text. */
  readonly body: () => Promise<string>;
}

export interface RouteAnswer {
  readonly status: number;
  /** Sent as JSON; undefined: no body. */
  readonly json?: unknown;
  /** Sent as plain text, with its content type. */
  readonly text?: { readonly content: string; readonly type: string };
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parts that start with `:` are parameters. */
  readonly path: string;
  /** `site`: needs a ticket with that scope. `loopback`: none, but only from this machine. `public`: anybody. */
  readonly access: 'site' | 'loopback' | 'public';
  readonly maxBodyBytes?: number;
  readonly handle: (input: RouteInput) => Promise<RouteAnswer> | RouteAnswer;
}
