import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../engine/port.js';
import { AppError, messageOf } from './errors.js';
import { redact, redactDeep } from './redact.js';

/** `hub/tests/test_redact.py` holds Python to the same. */
const file = fileURLToPath(new URL('../../../hub/tests/redact_cases.json', import.meta.url));
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly [string, string][];

it.each(cases)('of %j leaves %j', (text, left) => {
  expect(redact(text)).toBe(left);
  expect(redact(left)).toBe(left);
  // A line of a log is JSON: it stays JSON.
  expect(JSON.parse(redact(JSON.stringify({ text })))).toEqual({ text: left });
});

it('is quick with a long text that only looks like one with secrets', () => {
  const began = performance.now();
  redact(`https://${'a'.repeat(200_000)} ?${'key_'.repeat(20_000)} ${'bearer '.repeat(20_000)}`);
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('reaches every text of a value', () => {
  const uri = 'http://a:b@host';
  expect(redactDeep({ one: [uri, 1, null], two: { three: uri } })).toEqual({
    one: ['http://[redacted]@host', 1, null],
    two: { three: 'http://[redacted]@host' },
  });
});

it('is in every error that is told to anybody', () => {
  const said = 'pull from https://a:b@registry failed';
  const left = 'pull from https://[redacted]@registry failed';
  expect(new AppError('conflict', said).message).toBe(left);
  expect(new EngineError('unavailable', said).message).toBe(left);
  expect(messageOf(new Error(said))).toBe(left);
  expect(messageOf(said)).toBe(left);
});
