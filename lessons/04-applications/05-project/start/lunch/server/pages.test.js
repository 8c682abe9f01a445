import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { readPages } from './pages.js';

test('files are found by their paths, the first page also without a name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), 'hello');
  writeFileSync(join(folder, 'assets/a.css'), 'p {}');
  const pages = readPages(folder);
  assert.deepEqual([...pages.keys()].sort(), ['/', '/assets/a.css', '/index.html']);
  assert.equal(String(pages.get('/').content), 'hello');
  assert.equal(pages.get('/assets/a.css').type, 'text/css');
});
