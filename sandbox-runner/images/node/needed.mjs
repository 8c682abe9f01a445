// Copies a package and all that it depends on, and nothing else. Arguments: where Debian's packages were unpacked to, where
// installed ones are (needed too, not copied), the target, and the package.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [from, installed, to, first] = process.argv.slice(2);
const seen = new Set();

function need(name) {
  if (seen.has(name)) return;
  seen.add(name);
  const dir = join(from, name);
  if (!existsSync(dir)) {
    if (!existsSync(join(installed, name))) process.stderr.write(`${name} is nowhere\n`);
    return;
  }
  if (!existsSync(join(installed, name))) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    cpSync(dir, join(to, name), { recursive: true, verbatimSymlinks: true });
    // @npmcli/node_modules is a link to what npm keeps for itself.
    const beside = join(dirname(name), 'node_modules');
    if (name.startsWith('@') && existsSync(join(from, beside)) && !existsSync(join(to, beside))) {
      cpSync(join(from, beside), join(to, beside), { verbatimSymlinks: true });
    }
  }
  needsOf(dir);
}

function needsOf(dir) {
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const inside = packagesIn(join(dir, 'node_modules'));
  const beside = packagesIn(join(dirname(dir), 'node_modules'));
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (!inside.has(name) && !beside.has(name)) need(name);
  }
  for (const path of inside.values()) needsOf(path);
}

/** Name → path of the packages in a directory node_modules. */
function packagesIn(dir) {
  const names = existsSync(dir) ? readdirSync(dir) : [];
  const all = names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(dir, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  return new Map(
    all.map((name) => [name, join(dir, name)]).filter(([, path]) => existsSync(join(path, 'package.json'))),
  );
}

need(first);
