import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { aCheck, aContainer, aState, attachedTo, probed } from './made-up-states.ts';
import type { HttpAnswer } from './probes/probe.ts';

const page: HttpAnswer = {
  ...{ kind: 'http', status: 200, body: '<h1>Hello</h1>\n', different: 1 },
  headers: new Map([['content-type', 'text/html']]),
};
const url = 'http://localhost:8080/';
const http = (more: Record<string, unknown> = {}) => aCheck({ kind: 'http', url, ...more });

test.each([
  ['answers', {}],
  ['status', { status: 200 }],
  ['contains', { contains: 'Hello' }],
  ['lacks', { lacks: 'nginx' }],
  ['matches', { matches: '<h1>.*</h1>' }],
  ['header', { headers: { 'Content-Type': 'TEXT/html' } }],
])('an address passes: %s', (_, more) => {
  const check = http(more);
  expect(judge(check, aState(probed(check, page))).outcome).toBe('pass');
});

test.each<[string, Record<string, unknown>, Partial<HttpAnswer>, string]>([
  [
    'an error',
    {},
    { status: 502, body: 'Bad Gateway' },
    'It answers with status 502, and its answer begins with `Bad Gateway`.',
  ],
  ['another status', { status: 201 }, {}, 'It answers with status 200.'],
  ['another text', { contains: 'Bye' }, {}, 'Its answer begins with `<h1>Hello</h1>`.'],
  ['an empty answer', { contains: 'Bye' }, { body: '' }, 'Its answer is empty.'],
  ['a text that it must not have', { lacks: 'Hello' }, {}, 'Its answer contains `Hello`.'],
  ['no such line', { matches: '^Bye' }, {}, 'Its answer begins with `<h1>Hello</h1>`.'],
  ['no header', { headers: { 'X-Served-By': 'app' } }, {}, 'It sends no header `X-Served-By`.'],
  ['another header', { headers: { 'Content-Type': 'json' } }, {}, 'Its header `Content-Type` is `text/html`.'],
  ['always the same', { answers: 3 }, {}, 'It gives the same answer each time.'],
  ['too few answers', { answers: 3 }, { different: 2 }, 'It gives 2 different answers.'],
  ['it should not answer', { refused: true }, {}, 'It answers, with status 200.'],
])('an address fails: %s', (_, more, answer, found) => {
  const check = http(more);
  const judgement = judge(check, aState(probed(check, { ...page, ...answer })));
  expect(judgement).toMatchObject({ outcome: 'fail', found, lookAt: 'curl -i http://localhost:8080/' });
});

test('nobody answers, which may be what is asked for', () => {
  const [open, closed] = [http(), http({ refused: true })];
  const silent = { kind: 'silent', why: 'nothing answers on port 8080' } as const;
  expect(judge(open, aState(probed(open, silent)))).toMatchObject({
    outcome: 'fail',
    expected: '`http://localhost:8080/` answers.',
    found: 'Nothing answers on port 8080.',
  });
  expect(judge(closed, aState(probed(closed, silent)))).toMatchObject({
    outcome: 'pass',
    expected: 'Nothing answers at `http://localhost:8080/`.',
  });
});

test('at a container, whose address is told', () => {
  const check = http({ container: 'web', url: 'http://localhost/' });
  const web = aContainer('web', 'nginx', attachedTo('shop'));
  expect(judge(check, aState({ ...probed(check, page), containers: [web] }))).toMatchObject({
    outcome: 'pass',
    expected: '`http://localhost/` at `web` answers.',
    lookAt: 'curl -i http://172.18.0.2/',
  });
  expect(judge(check, aState(probed(check, { kind: 'silent', why: 'x' })))).toMatchObject({
    outcome: 'fail',
    found: 'There is no container `web`.',
    lookAt: 'docker ps -a',
  });
});

test('a request with a body is shown as a command that makes it', () => {
  const check = http({ method: 'POST', body: `{"it's":1}`, hostHeader: 'a.example', status: 201 });
  expect(judge(check, aState())).toMatchObject({
    outcome: 'undecided',
    expected: '`http://localhost:8080/`, asked with POST, answers with the status 201.',
    lookAt: `curl -i -X POST -d '{"it'\\''s":1}' -H 'Host: a.example' http://localhost:8080/`,
  });
});
