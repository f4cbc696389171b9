import { countdown, warningMinutes } from './countdown';
import { aSession, english, inMinutes, NOW } from './testing/fixtures';
import { formatTimeLeft } from './format';

const MINUTE_MS = 60_000;

const textWith = (leftMs: number): string => {
  const time = countdown(aSession({ deadline: new Date(NOW + leftMs).toISOString() }), NOW);
  return time === null ? '' : formatTimeLeft(time.left, english);
};

describe('the countdown', () => {
  it.each([
    [125 * MINUTE_MS, '2 h 05 min left'],
    [125 * MINUTE_MS - 1, '2 h 05 min left'],
    [124 * MINUTE_MS, '2 h 04 min left'],
    [60 * MINUTE_MS, '1 h 00 min left'],
    [59 * MINUTE_MS, '59 min left'],
    [MINUTE_MS + 1, '2 min left'],
    [MINUTE_MS, '60 s left'],
    [1, '1 s left'],
    [0, 'stopping soon'],
    [-5, 'stopping soon'],
    [48 * 60 * MINUTE_MS, '48 h 00 min left'],
    [51 * 60 * MINUTE_MS, '2 d 3 h left'],
  ])('with %s ms shows “%s”', (leftMs, text) => {
    expect(textWith(leftMs)).toBe(text);
  });

  it('is null when the server has no deadline', () => {
    expect(countdown(aSession({ deadline: null, reason: 'culler_disabled' }), NOW)).toBeNull();
  });

  it('gives the exact time of its next change, until the deadline', () => {
    const session = aSession({ deadline: inMinutes(62) });
    let now = NOW + 17;
    let changes = 0;
    for (;;) {
      const time = countdown(session, now);
      if (time === null || time.changesAtMs === null) break;
      const before = JSON.stringify(time.left);
      expect(time.changesAtMs).toBeGreaterThan(now);
      expect(JSON.stringify(countdown(session, time.changesAtMs - 1)?.left)).toBe(before);
      now = time.changesAtMs;
      expect(JSON.stringify(countdown(session, now)?.left)).not.toBe(before);
      changes += 1;
    }
    expect(now).toBe(NOW + 62 * MINUTE_MS);
    // 61 minutes, then 60 seconds, and nothing in between.
    expect(changes).toBe(61 + 60);
  });

  it.each([
    [31, 'calm'],
    [30, 'soon'],
    [6, 'soon'],
    [5, 'urgent'],
    [0, 'urgent'],
  ] as const)('with %s minutes is %s', (minutes, urgency) => {
    expect(countdown(aSession({ deadline: inMinutes(minutes) }), NOW)?.urgency).toBe(urgency);
  });

  it('leaves out a warning that is longer than the idle timeout', () => {
    const brief = { timeoutSeconds: 1200, deadline: inMinutes(18) };
    expect(warningMinutes(aSession(brief))).toEqual([5]);
    expect(countdown(aSession(brief), NOW)?.urgency).toBe('calm');
    expect(warningMinutes(aSession({ ...brief, reason: 'extended' }))).toEqual([5, 30]);
  });
});
