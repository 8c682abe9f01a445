/**
 * After `next build`: bundles app/server.mts into .next/standalone/server.mjs and puts beside it what Next leaves out, so
 * that `.next/standalone` can be copied anywhere and run by `node server.mjs` in it, with nothing of the checkout.
 */
import { cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, '.next/standalone');

await build({
  entryPoints: [join(root, 'app/server.mts')],
  outfile: join(target, 'server.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  // Next is in the traced node_modules; pg-native is an option of pg that nobody installs.
  external: ['next', 'pg-native'],
  // Bundled CommonJS packages call require for Node's own modules.
  banner: {
    js: "import { createRequire as slipwayRequire } from 'node:module'; const require = slipwayRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
await rm(join(target, 'server.js'), { force: true });
await cp(join(root, '.next/static'), join(target, '.next/static'), { recursive: true });
await cp(join(root, 'public'), join(target, 'public'), { recursive: true });
await cp(join(root, 'prisma/migrations'), join(target, 'prisma/migrations'), { recursive: true });
