// The finished pages: everything in a folder, read once, by the path at which it is asked for.
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

export function readPages(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
  const pages = new Map(
    paths.map((path) => [
      path,
      { type: types[extname(path)] ?? 'application/octet-stream', content: readFileSync(folder + path) },
    ]),
  );
  return pages.set('/', pages.get('/index.html'));
}
