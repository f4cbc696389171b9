import { ApiError } from '@perijove/contracts/client';
import { problemOf } from './problem';

it.each([
  ['network', 0, 'network'],
  ['unauthenticated', 401, 'unauthenticated'],
  ['forbidden', 403, 'forbidden'],
  ['xsrf_failed', 403, 'other'],
  ['rate_limited', 429, 'rateLimited'],
  ['engine_unavailable', 503, 'away'],
  ['internal', 500, 'other'],
] as const)('knows what %s (%d) means to a person', (code, status, kind) => {
  expect(problemOf(new ApiError(code, 'words', status)).kind).toBe(kind);
});

it('keeps the words of the service about a refusal', () => {
  const problem = problemOf(new ApiError('server_running', 'Stop the server first.', 409));
  expect(problem.text).toBe('Stop the server first.');
});

it('says how long to wait', () => {
  expect(problemOf(new ApiError('rate_limited', 'words', 429, 12)).text).toContain('12 seconds');
});

it('shows nothing of an error that is not for people', () => {
  expect(problemOf(new TypeError('x is undefined')).text).not.toContain('undefined');
});
