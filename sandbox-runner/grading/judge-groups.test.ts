import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { aCheck, aContainer, aNetwork, aState } from './made-up-states.ts';

const network = { kind: 'network', name: 'shop' };
const box = { kind: 'container', name: 'box' };
const nothing = aState();
const onlyBox = aState({ containers: [aContainer('box', 'busybox')] });
const both = aState({ networks: [aNetwork('shop')], containers: [aContainer('box', 'busybox')] });
const unread = aState({ unread: new Map([['networks', 'No networks.']]) });

test('all: every one must hold, and the first that does not is told', () => {
  const all = aCheck({ kind: 'all', of: [network, box] });
  expect(judge(all, both)).toMatchObject({
    outcome: 'pass',
    expected: 'A network `shop`. A container named `box`.',
    found: 'All of this is so.',
  });
  expect(judge(all, nothing)).toMatchObject({ outcome: 'fail', expected: 'A network `shop`.' });
  expect(judge(all, onlyBox)).toMatchObject({
    outcome: 'fail',
    expected: 'A network `shop`.',
    found: '1 of 2 hold. The next one: There are only the networks that every engine has: `bridge`, `host` and `none`.',
    lookAt: 'docker network ls',
  });
});

test('any: one is enough, and the first is told', () => {
  const any = aCheck({ kind: 'any', of: [network, box] });
  expect(judge(any, onlyBox).outcome).toBe('pass');
  expect(judge(any, nothing)).toMatchObject({
    outcome: 'fail',
    expected: 'One of these. A network `shop`. A container named `box`.',
  });
});

test('not: none may hold', () => {
  const not = aCheck({ kind: 'not', of: [network, box] });
  expect(judge(not, nothing)).toMatchObject({ outcome: 'pass', found: 'It is not so.' });
  expect(judge(not, onlyBox)).toMatchObject({
    outcome: 'fail',
    expected: 'It must not be so: A network `shop`. A container named `box`.',
    found: 'It is so: A container named `box`. The container `box` has ended with exit code 0.',
  });
});

test('what could not be read decides nothing, where it matters', () => {
  expect(judge(aCheck({ kind: 'all', of: [network] }), unread)).toMatchObject({ outcome: 'undecided' });
  expect(judge(aCheck({ kind: 'all', of: [network, box] }), unread).outcome).toBe('fail');
  expect(judge(aCheck({ kind: 'any', of: [network, box] }), unread).outcome).toBe('undecided');
  expect(judge(aCheck({ kind: 'not', of: [network] }), unread).outcome).toBe('undecided');
  const boxThere = aState({ ...unread, containers: [aContainer('box', 'busybox')] });
  expect(judge(aCheck({ kind: 'any', of: [network, box] }), boxThere).outcome).toBe('pass');
});

test('groups in groups, with a place to look at of their own', () => {
  const check = aCheck({
    kind: 'any',
    of: [
      { kind: 'all', of: [network, box] },
      { kind: 'not', of: [box] },
    ],
    lookAt: 'ls',
  });
  expect(judge(check, both)).toMatchObject({ outcome: 'pass', lookAt: 'ls' });
  expect(judge(check, nothing)).toMatchObject({ outcome: 'pass' });
  expect(judge(check, onlyBox)).toMatchObject({ outcome: 'fail' });
});

test('a mistake that was made is told in its own words', () => {
  const mistakes = [{ when: { kind: 'not', of: [box] }, say: 'There is no box at all.', lookAt: 'docker ps -a' }];
  const check = aCheck({ ...network, mistakes });
  expect(judge(check, nothing)).toMatchObject({ found: 'There is no box at all.', lookAt: 'docker ps -a' });
  expect(judge(check, onlyBox).found).toContain('There are only the networks');
});

test('where there are several machines, the expectation names the one', () => {
  expect(judge(aCheck({ ...box, node: 'node2' }), nothing).expected).toBe('On `node2`: A container named `box`.');
});
