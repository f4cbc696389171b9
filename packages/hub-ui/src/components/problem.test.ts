import { ApiError } from '@perijove/contracts/client';
import { errorStatus, type ErrorCode } from '@perijove/contracts';
import { problemOf, errorMessageOf } from './problem';

it.each([
  ['network', 0, 'network'],
  ['unauthenticated', 401, 'unauthenticated'],
  ['forbidden', 403, 'forbidden'],
  ['xsrf_failed', 403, 'other'],
  ['rate_limited', 429, 'rateLimited'],
  ['engine_unavailable', 503, 'away'],
  ['internal', 500, 'other'],
] as const)('knows what %s (%d) means to a user', (code, status, kind) => {
  expect(problemOf(new ApiError(code, 'words', status)).kind).toBe(kind);
});

it('keeps the texts of the service about a refusal', () => {
  const problem = problemOf(new ApiError('server_running', 'Stop the server first.', 409));
  expect(problem.text).toBe('Stop the server first.');
});

it.each([
  [1, 'Try again in 1 second.'],
  [11.2, 'Try again in 12 seconds.'],
  [600, 'Try again in 10 minutes.'],
])('says how long to wait when the service asks for %d s', (seconds, words) => {
  expect(problemOf(new ApiError('rate_limited', 'words', 429, seconds)).text).toBe(
    `Nothing was changed. ${words}`,
  );
  expect(problemOf(new ApiError('engine_unavailable', 'words', 503, seconds)).text).toMatch(
    new RegExp(`are not affected. ${words}$`),
  );
});

it('asks for a moment when nobody said how long', () => {
  expect(problemOf(new ApiError('rate_limited', 'words', 429)).text).toBe(
    'Nothing was changed. Wait a moment, then try again.',
  );
});

it('shows no status of what answered in the place of the service', () => {
  const problem = problemOf(new ApiError('hub_unavailable', 'The hub answered 404.', 404));
  expect(problem.kind).toBe('away');
  expect(problem.text).not.toContain('404');
});

it('leaves the page to those who may be there, and says what they may not', () => {
  const error = new ApiError('forbidden', 'You may send only to your groups.', 403);
  expect(errorMessageOf(error)).toBe('You may send only to your groups. Nothing was changed.');
});

it.each(Object.entries(errorStatus) as [ErrorCode, number][])(
  'puts %s (%d) into sentences, with the time to wait if there is one',
  (code, status) => {
    const message = 'The service says why.';
    const text = errorMessageOf(new ApiError(code, message, status, 7));
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toContain(code);
    if (status !== 403) expect(text.match(/[Tt]ry again/g)).toHaveLength(1);
    if (status !== 403) expect(text).toContain('in 7 seconds');
  },
);

it('shows nothing of an error that is not for users', () => {
  expect(problemOf(new TypeError('x is undefined')).text).not.toContain('undefined');
});
