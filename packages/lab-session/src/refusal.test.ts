import { errorStatus, type ErrorCode } from '@perijove/contracts';
import { ApiError } from '@perijove/contracts/client';
import { refusalText } from './refusal';
import { english } from './session.testkit';

const told = (code: ErrorCode | 'network', status: number, retryAfter: number | null = null) =>
  refusalText(new ApiError(code, 'The hub says why.', status, retryAfter), english);

describe('a refusal in the lab', () => {
  it.each([
    ['rate_limited', 429, 12, 'That was a little fast. Try again in 12 seconds.'],
    ['rate_limited', 429, 1, 'That was a little fast. Try again in 1 second.'],
    ['rate_limited', 429, 300, 'That was a little fast. Try again in 5 minutes.'],
    ['rate_limited', 429, null, 'That was a little fast. Try again in a moment.'],
    [
      'engine_unavailable',
      503,
      10,
      'The hub needs a moment. Your server runs on. Try again in 10 seconds.',
    ],
    [
      'hub_unavailable',
      502,
      null,
      'The hub needs a moment. Your server runs on. Try again in a moment.',
    ],
  ] as const)('as %s (%d) says when to try again', (code, status, seconds, text) => {
    expect(told(code, status, seconds)).toBe(text);
  });

  it.each(['extension_exhausted', 'culler_disabled', 'server_not_running'] as const)(
    'keeps what the hub says about %s: another try would change nothing',
    code => {
      expect(told(code, errorStatus[code])).toBe('The hub says why.');
    },
  );

  it('asks to sign in again, or to look at the connection', () => {
    expect(told('unauthenticated', 401)).toContain('reload it to sign in again');
    expect(told('network', 0)).toContain('when you are connected');
  });

  it.each(Object.entries(errorStatus) as [ErrorCode, number][])(
    'is made of sentences for %s (%d), with the time to wait if there is one',
    (code, status) => {
      const text = told(code, status, 7);
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toContain(code);
      if (status !== 401) expect(text).toContain('Try again in 7 seconds.');
    },
  );

  it('shows nothing of an error that is not for people', () => {
    expect(refusalText(new TypeError('x is undefined'), english)).toBe(
      'That did not work. Try it again.',
    );
  });
});
