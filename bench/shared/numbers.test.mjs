import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, percentile, rounded, summary } from './numbers.mjs';

test('a percentile is the nearest rank: a value that was measured', () => {
  const values = [15, 20, 35, 40, 50];
  assert.equal(percentile(values, 5), 15);
  assert.equal(percentile(values, 30), 20);
  assert.equal(percentile(values, 40), 20);
  assert.equal(percentile(values, 50), 35);
  assert.equal(percentile(values, 100), 50);
});

test('the order of the values does not matter and is not changed', () => {
  const values = [3, 1, 2];
  assert.equal(percentile(values, 100), 3);
  assert.deepEqual(values, [3, 1, 2]);
});

test('p99 of a thousand values leaves ten above it', () => {
  const values = Array.from({ length: 1000 }, (_, index) => index + 1);
  assert.equal(summary(values).p99, 990);
  assert.equal(summary(values).n, 1000);
});

test('the median of an even number of values is the lower of the two in the middle', () => {
  assert.equal(median([1, 2, 3, 4]), 2);
});

test('nothing measured is told as null, never as a number', () => {
  assert.equal(rounded(percentile([], 50)), null);
});
