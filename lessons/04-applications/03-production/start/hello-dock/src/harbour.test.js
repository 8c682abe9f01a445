import assert from 'node:assert/strict';
import test from 'node:test';
import { describe, greeting } from './harbour.js';

test('the greeting is a sentence', () => {
  assert.match(greeting, /^[A-Z].*[.!]$/);
});

test('an empty harbour says so', () => {
  assert.equal(describe(0), 'The harbour is empty.');
});

test('one boat is one boat, and several are several', () => {
  assert.equal(describe(1), 'One boat is in.');
  assert.equal(describe(3), '3 boats are in.');
});
