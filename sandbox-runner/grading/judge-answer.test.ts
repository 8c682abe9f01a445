import { expect, test } from 'vitest';
import { quizVerdict } from '../../protocol/quiz-verdict.ts';
import type { QuizCheck } from '../../protocol/checks.ts';
import { emptySnapshot, type Snapshot } from './facts.ts';
import { judge } from './judge.ts';
import { aCheck, aContainer, anImageWith, aNetwork, aState, aVolume, probed } from './made-up-states.ts';

const id = '9'.repeat(60) + 'abcd';
const web = aContainer('web', 'nginx:1.27', {
  ...{ id, state: 'running', logs: 'starting\ntoken: s3cret\n' },
  details: {
    ...{ state: 'running', image: 'nginx:1.27', imageId: `sha256:${id}`, commandLine: 'sh -c date', hostname: 'h1' },
    ...{ user: '', workdir: '', env: new Map([['MODE', 'dev']]), labels: new Map([['tier', 'front']]), restarts: 2 },
    publishes: [{ container: 80, protocol: 'tcp', host: 32768 }],
    networks: [
      { name: 'shop', address: '172.18.0.3', gateway: '172.18.0.1', macAddress: '02:42:ac:12:00:03', aliases: [] },
    ],
    mounts: [{ type: 'volume', source: 'data', target: '/data', isWritable: true }],
    restartPolicy: 'always',
  },
});
const crash = aContainer('crash', 'busybox', { details: { exitCode: 137 } });
const app = anImageWith(
  { sizeBytes: 12_340_000, details: { layers: ['a', 'b'], entrypoint: ['nginx', '-g'], exposes: ['80/tcp'] } },
  'app:latest',
);
const state: Partial<Snapshot> = {
  containers: [web, crash],
  images: [app],
  networks: [aNetwork('shop', { subnets: [{ subnet: '172.18.0.0/16', gateway: '172.18.0.1' }] })],
  volumes: [aVolume('data')],
  swarm: { ...emptySnapshot.swarm, version: '26.1.5' },
};
const judged = (of: Record<string, unknown>, given: string | undefined, more: Partial<Snapshot> = {}) => {
  const check = aCheck({ kind: 'answer', question: 'What is it?', of });
  const answers = new Map(given === undefined ? [] : [[check.id, [given]]]);
  return judge(check, aState({ ...state, ...more, answers }));
};

test.each<[Record<string, unknown>, string[], string[]]>([
  [{ container: 'web', value: 'id' }, [id, id.slice(0, 12), ` ${id.slice(0, 4)} `], ['999', 'abcd', '']],
  [{ container: 'web', value: 'image' }, ['nginx:1.27', 'docker.io/library/nginx:1.27'], ['nginx']],
  [{ container: 'web', value: 'state' }, ['running', '"Running"'], ['up']],
  [{ container: 'crash', value: 'exitCode' }, ['137', '137.'], ['1', 'one hundred']],
  [{ container: 'web', value: 'command' }, ['sh -c date', '["sh","-c","date"]'], ['date']],
  [{ container: 'web', value: 'user' }, ['root', '0'], ['learner']],
  [{ container: 'web', value: 'workdir' }, ['/'], ['/app']],
  [{ container: 'web', value: 'address' }, ['172.18.0.3', '172.18.0.3/16'], ['172.18.0.2']],
  [{ container: 'web', value: 'macAddress' }, ['02:42:AC:12:00:03'], ['02:42']],
  [{ container: 'web', value: 'network' }, ['shop'], ['bridge']],
  [{ container: 'web', value: 'restarts' }, ['2'], ['3']],
  [{ container: 'web', value: 'volume' }, ['data'], ['dat']],
  [{ container: 'web', portOf: 80 }, ['32768', '0.0.0.0:32768'], ['80']],
  [{ container: 'web', env: 'MODE' }, ['dev'], ['prod']],
  [{ container: 'web', label: 'tier' }, ['front'], ['back']],
  [{ container: 'web', logAfter: 'token: ' }, ['s3cret'], ['token']],
  [{ image: 'app', value: 'size' }, ['12.3MB', '12.3 mb', '11.8MiB'], ['1.2MB', '12', 'big']],
  [{ image: 'app', value: 'layers' }, ['2'], ['3']],
  [{ image: 'app', value: 'entrypoint' }, ['nginx -g'], ['nginx']],
  [{ image: 'app', value: 'port' }, ['80', '80/tcp'], ['8080']],
  [{ network: 'shop', value: 'subnet' }, ['172.18.0.0/16', '172.18.0.0'], ['172.17.0.0/16']],
  [{ network: 'shop', value: 'gateway' }, ['172.18.0.1'], ['172.18.0.0']],
  [{ volume: 'data', value: 'mountpoint' }, ['/var/lib/docker/volumes/data/_data/'], ['/data']],
  [{ engine: 'version' }, ['26.1.5'], ['27']],
  [{ count: 'containers' }, ['2'], ['1']],
  [{ count: 'running' }, ['1'], ['2']],
])('%j: right and wrong answers', (of, right, wrong) => {
  for (const given of right) expect([given, judged(of, given).outcome]).toEqual([given, 'pass']);
  for (const given of wrong) {
    const judgement = judged(of, given);
    expect([given, judgement.outcome]).toEqual([given, 'fail']);
    // Nothing that is told gives the answer away, unless the learner wrote it themselves.
    for (const text of [judgement.expected, judgement.found, judgement.lookAt])
      for (const solution of right.filter(
        (one) => one.length > 3 && !given.includes(one) && !JSON.stringify(of).includes(one),
      ))
        expect(text.replaceAll(given, '')).not.toContain(solution);
  }
});

test('the text of a file', () => {
  const of = { file: 'secret.txt' };
  const check = aCheck({ kind: 'file', path: 'secret.txt' });
  const { probes } = probed(check, { kind: 'file', type: 'file', mode: 0, owner: 0, text: 'open sesame\n' });
  expect(judged(of, 'Open Sesame', { probes }).outcome).toBe('pass');
  expect(judged(of, 'x', probed(check, { kind: 'nothing' })).found).toBe(
    'There is no file `secret.txt`, so no answer can be right.',
  );
});

test('not answered, nothing to ask about, not readable', () => {
  const of = { container: 'web', value: 'address' };
  expect(judged(of, undefined)).toMatchObject({
    ...{ outcome: 'fail', expected: 'What is it?', found: 'You have not answered yet.' },
    lookAt: 'docker inspect web',
  });
  expect(judged({ container: 'db', value: 'address' }, 'x').found).toBe(
    'There is no container `db` on the machine now, so no answer can be right.',
  );
  expect(judged({ container: 'crash', value: 'address' }, 'x').found).toContain('There is no such value');
  expect(judged(of, 'x', { unread: new Map([['containers', 'No engine.']]) }).outcome).toBe('undecided');
  expect(judged({ container: 'web', value: 'id' }, 'web').found).toContain('an id is asked for');
  expect(judged({ image: 'app', value: 'layers' }, 'two').found).toContain('a number is asked for');
});

test.each([
  [{ container: 'a' }],
  [{ container: 'a', value: 'subnet' }],
  [{ container: 'a', image: 'b', value: 'id' }],
  [{ count: 'containers', value: 'id' }],
  [{}],
])('no question: %j', (of) => {
  expect(() => aCheck({ kind: 'answer', question: 'x', of })).toThrow();
});

const quiz = (multiple: boolean): QuizCheck =>
  aCheck({
    ...{ kind: 'quiz', question: 'Which?', multiple },
    choices: [
      { id: 'a', text: 'A', right: true, why: 'because a' },
      { id: 'b', text: 'B', right: multiple, why: 'because b' },
      { id: 'c', text: 'C', why: 'not c' },
    ],
  }) as QuizCheck;

test('a quiz tells only of what was chosen, until it is right', () => {
  const told = (multiple: boolean, ...given: string[]) => {
    const { passes, found, choices } = quizVerdict(quiz(multiple), given);
    return [passes, found, choices.map((choice) => choice.why)];
  };
  expect(told(false)).toEqual([false, 'Nothing is chosen yet.', []]);
  expect(told(false, 'c')).toEqual([false, 'That is not right.', ['not c']]);
  expect(told(false, 'a', 'b')).toEqual([false, 'Only one of them can be chosen.', []]);
  expect(told(false, 'a')).toEqual([true, 'That is right.', ['because a', 'not c'].toSpliced(1, 0, 'because b')]);
  expect(told(true, 'a')).toEqual([
    false,
    'What is chosen is right, but not all that is right is chosen.',
    ['because a'],
  ]);
  expect(told(true, 'a', 'c', 'zzz')).toEqual([false, '1 of what is chosen is not right.', ['because a', 'not c']]);
  expect(told(true, 'b', 'a')[0]).toBe(true);
});

test.each([
  [{ choices: [{ id: 'a', text: 'A', why: 'x' }] }],
  [
    {
      choices: [
        { id: 'a', text: 'A', why: 'x' },
        { id: 'b', text: 'B', why: 'x' },
      ],
    },
  ],
  [
    {
      choices: [
        { id: 'a', text: 'A', why: 'x', right: true },
        { id: 'a', text: 'B', why: 'x' },
      ],
    },
  ],
])('no quiz: %j', (more) => {
  expect(() => aCheck({ kind: 'quiz', question: 'x', ...more })).toThrow();
});
