import { expect, test } from 'vitest';
import { divideSolution } from './solution.ts';

const steps = ['look', 'run', 'again'].map((id) => ({ id, title: id, checks: id === 'run' ? ['ran'] : [] }));
const divide = (text: string) => divideSolution(text, 'solution.sh', steps);
const problem = (text: string): string => {
  const { parts, problem: said } = divide(text);
  expect(parts).toEqual([]);
  return `${said?.line ?? ''}: ${said?.message ?? ''}`;
};

test('a solution is divided by the steps of its lesson; a step without commands has an empty part', () => {
  const { parts, problem: none } = divide('# how to do it\n#: step look\ndocker ps\n#: step again\na\nb\n');
  expect(none).toBeNull();
  expect(parts.map(({ step, typed }) => [step, typed.map((t) => (t.kind === 'type' ? t.shown : t.kind))])).toEqual([
    ['look', ['docker ps']],
    ['run', []],
    ['again', ['a', 'b']],
  ]);
});

test('what is wrong names its line and what to do', () => {
  expect(problem('docker ps\n#: step look\n')).toBe('1: this belongs to no step; put a line "#: step look" above it');
  expect(problem('#: step look\n#: step runn\nls')).toBe(
    '2: the lesson has no step "runn". Did you mean "run"? There are: look, run, again',
  );
  expect(problem('#: step run\nls\n#: step look\nls')).toBe('3: step "look" comes before "run" in the lesson');
  expect(problem('#: step run\nls\n#: step run\nls')).toBe('3: step "run" is named twice');
  expect(problem('#: step look\n#: until ran\nls')).toBe(
    '2: no check "ran" stands in step "look" or before it; there are: none',
  );
  expect(divide('#: step again\n#: until ran\nls').problem).toBeNull();
  expect(problem('#: step look\ncat\tx')).toBe('2: a tab would ask the shell to complete; use spaces');
});

test('an empty solution has only empty parts', () => {
  expect(divide('').parts.map(({ typed }) => typed)).toEqual([[], [], []]);
});
