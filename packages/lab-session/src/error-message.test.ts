import { errorStatus, type ErrorCode } from '@perijove/contracts';
import { ApiError } from '@perijove/contracts/client';
import { errorMessage } from './error-message';
import { english } from './testing/fixtures';

const textOf = (code: ErrorCode | 'network', status: number, retryAfter: number | null = null) =>
  errorMessage(new ApiError(code, 'The reason.', status, retryAfter), english);

describe('the text of an error', () => {
  it.each([
    ['rate_limited', 429, 12, 'Too many requests. Try again in 12 seconds.'],
    ['rate_limited', 429, 1, 'Too many requests. Try again in 1 second.'],
    ['rate_limited', 429, 300, 'Too many requests. Try again in 5 minutes.'],
    ['rate_limited', 429, null, 'Too many requests. Try again in a moment.'],
    [
      'engine_unavailable',
      503,
      10,
      'The hub is not available right now. Your server keeps running. Try again in 10 seconds.',
    ],
    [
      'hub_unavailable',
      502,
      null,
      'The hub is not available right now. Your server keeps running. Try again in a moment.',
    ],
  ] as const)('for %s (%d) says when to try again', (code, status, seconds, text) => {
    expect(textOf(code, status, seconds)).toBe(text);
  });

  it.each(['extension_exhausted', 'culler_disabled', 'server_not_running'] as const)(
    'is the message of the hub for %s: a retry would not help',
    code => {
      expect(textOf(code, errorStatus[code])).toBe('The reason.');
    },
  );

  it('asks to sign in, or to check the connection', () => {
    expect(textOf('unauthenticated', 401)).toContain('reload this page to sign in');
    expect(textOf('network', 0)).toContain('when you are connected');
  });

  it.each(Object.entries(errorStatus) as [ErrorCode, number][])(
    'is in sentences for %s (%d), with the time to wait',
    (code, status) => {
      const text = textOf(code, status, 7);
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toContain(code);
      if (status !== 401) expect(text).toContain('Try again in 7 seconds.');
    },
  );

  it('shows nothing of an internal error', () => {
    expect(errorMessage(new TypeError('x is undefined'), english)).toBe(
      'Something went wrong. Try again.',
    );
  });
});
