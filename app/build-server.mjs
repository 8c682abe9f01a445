/**
 * After `next build`: bundles app/server.mts into .next/standalone/server.mjs and puts beside it what Next leaves out, so
 * that `.next/standalone` can be copied anywhere and run by `node server.mjs` in it, with nothing of the checkout.
 */
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
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
// Code that reads folders which are known at run time only makes Next's tracer take the whole checkout along, of which a
// build needs nothing.
const needed = ['node_modules', '.next', 'package.json', 'server.mjs', 'server.mjs.map'];
for (const name of await readdir(target))
  if (!needed.includes(name)) await rm(join(target, name), { recursive: true, force: true });
await cp(join(root, '.next/static'), join(target, '.next/static'), { recursive: true });
await compressAll(join(target, '.next/static'));
await cp(join(root, 'public'), join(target, 'public'), { recursive: true });
await cp(join(root, 'prisma/migrations'), join(target, 'prisma/migrations'), { recursive: true });

/**
 * Compresses what browsers load once and for all, as small as it gets: app/_server/static-files.ts serves it so.
 * @param {string} folder
 */
async function compressAll(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(?:js|css|json|svg|txt)$/.test(entry.name));
  await Promise.all(
    files.map(async (entry) => {
      const file = join(entry.parentPath, entry.name);
      const plain = await readFile(file);
      if (plain.length < 1024) return;
      const params = {
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
        // The largest are editor parts: there the last percent costs seconds.
        [constants.BROTLI_PARAM_QUALITY]: plain.length > 2 ** 20 ? 9 : 11,
      };
      await writeFile(`${file}.br`, await promisify(brotliCompress)(plain, { params }));
      await writeFile(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }));
    }),
  );
}
