/** The one reader of the environment in tests of the whole product. */
const read = (name: string): string => process.env[name] ?? '';

/** Where the product runs: set by the caller or by global-setup.ts. */
export const siteUrl = (): string => read('SITE_URL');
export const runnerUrl = (): string => read('RUNNER_URL');
/** What the runner's tickets are signed with. */
export const ticketSecret = (): string => read('SLIPWAY_TICKET_SECRET');
/** What instructors sign in with. */
export const instructorKey = (): string => read('INSTRUCTOR_KEY');

/** What a product that is to be started here stands on; empty texts: nothing was said. */
export const dataDir = read('SLIPWAY_DATA');
export const databaseUrl = read('DATABASE_URL');

/** Are the pictures in docs/ to be made anew? */
export const isForDocs = read('UPDATE_SCREENSHOTS') === '1';
export const chromium = read('CHROMIUM_PATH') || '/usr/bin/chromium';

/** Tells the tests of a product that was started here. */
export function announce(product: {
  siteUrl: string;
  runnerUrl: string;
  instructorKey: string;
  ticketSecret: string;
}): void {
  process.env['SITE_URL'] = product.siteUrl;
  process.env['RUNNER_URL'] = product.runnerUrl;
  process.env['INSTRUCTOR_KEY'] = product.instructorKey;
  process.env['SLIPWAY_TICKET_SECRET'] = product.ticketSecret;
}

/** For a process of the product: this one's environment, with `more`. */
export function inherited(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}
