import { expect, test } from 'vitest';
import type { PortDiagnosis, PortHolder } from '../../../protocol/preview.ts';
import { explain, failures } from './explain.ts';
import { failurePage } from './failure-page.ts';

const nothing: PortDiagnosis = {
  port: 8080,
  hasEngine: true,
  holder: null,
  isOtherProtocol: false,
  listens: null,
  otherListeners: [],
  published: [],
  unpublished: [],
};
const web: PortHolder = { container: 'web', image: 'nginx', state: 'running', exitCode: null, privatePort: 80 };
const said = (failure: Parameters<typeof explain>[0], facts: Partial<PortDiagnosis>): string => {
  const { title, sentences, commands } = explain(failure, 8080, { ...nothing, ...facts }, 20);
  return [title, ...sentences, ...commands].join('\n');
};

test('each way to get no answer has its own words, and the command that shows it', () => {
  expect(said('hung-up', { holder: web, listens: 'loopback' })).toMatch(
    /bound to 127\.0\.0\.1[\s\S]*0\.0\.0\.0[\s\S]*nsenter/,
  );
  expect(said('hung-up', { holder: web, listens: 'nowhere' })).toMatch(
    /nothing listens on port 80 in web[\s\S]*docker logs web/,
  );
  expect(said('hung-up', { holder: web, listens: 'nowhere', otherListeners: [3000] })).toMatch(
    /listens on 3000.*-p 8080:3000/,
  );
  expect(said('silent', { holder: web, listens: 'everywhere' })).toMatch(/does not answer[\s\S]*20 seconds/);
  expect(said('hung-up', { holder: web, listens: 'everywhere' })).toMatch(/hangs up without an answer/);
  expect(said('closed', { holder: { ...web, state: 'exited', exitCode: 3 } })).toMatch(
    /not running[\s\S]*exit code 3[\s\S]*docker logs web[\s\S]*docker start web/,
  );
  expect(said('silent', { holder: { ...web, state: 'paused' } })).toMatch(/paused[\s\S]*docker unpause web/);
  expect(said('closed', { holder: web, isOtherProtocol: true })).toMatch(/not published for TCP/);
  expect(said('closed', { unpublished: [{ container: 'db', privatePort: 5432 }] })).toMatch(
    /Nothing is published[\s\S]*-p 8080:5432/,
  );
  expect(said('closed', { hasEngine: false })).toMatch(/Engine of your machine does not answer/);
  expect(said('not-http', { holder: web })).toMatch(/does not speak HTTP[\s\S]*curl -v/);
  expect(said('endless-headers', {})).toMatch(/more headers than a browser takes/);
  for (const failure of failures) expect(explain(failure, 1, undefined, 20).title).not.toBe('');
});

test('names that an engine made up become neither commands nor markup', () => {
  const evil = { ...web, container: 'x; rm -rf ~ <script>alert(1)</script>' };
  const words = explain('hung-up', 8080, { ...nothing, holder: evil, listens: 'nowhere' }, 20);
  expect(words.commands).toEqual([]);
  const page = failurePage(words, () => '/', null);
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;');
});
