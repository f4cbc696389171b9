import { aServer, aSession, NOW } from './testing/fixtures';
import { shouldAnnounce, statusOf } from './status';

describe('the status of the server', () => {
  it('is hidden before the first snapshot, and when there is no deadline', () => {
    expect(statusOf(null, 'connecting', NOW)).toEqual({ kind: 'hidden' });
    const endless = aSession({ deadline: null, reason: 'culler_disabled' });
    expect(statusOf(aServer({ session: endless }), 'connected', NOW).kind).toBe('hidden');
  });

  it('is the time left, with and without a connection', () => {
    expect(statusOf(aServer(), 'connected', NOW).kind).toBe('running');
    expect(statusOf(aServer(), 'connecting', NOW).kind).toBe('running');
  });

  it('is the stop with its reason, although the token expires with it', () => {
    const stopped = aServer({ phase: 'stopped', stopReason: 'It was not used for 24 hours.' });
    expect(statusOf(stopped, 'refused', NOW)).toEqual({
      kind: 'stopped',
      reason: 'It was not used for 24 hours.',
    });
    const failure = { code: 'oom', message: 'It ran out of memory.' };
    expect(statusOf(aServer({ phase: 'failed', failure }), 'connected', NOW)).toMatchObject({
      reason: 'It ran out of memory.',
    });
  });

  it('is signed out when only the token expired', () => {
    expect(statusOf(aServer(), 'refused', NOW).kind).toBe('signed_out');
  });

  it('is starting or stopping in between', () => {
    expect(statusOf(aServer({ phase: 'stopping' }), 'connected', NOW)).toMatchObject({
      to: 'stopping',
    });
    expect(statusOf(aServer({ phase: 'pulling' }), 'connected', NOW)).toMatchObject({
      to: 'starting',
    });
  });

  it('is announced when a threshold is passed, and only then', () => {
    expect(shouldAnnounce(61 * 60_000, 60 * 60_000)).toBe(true);
    expect(shouldAnnounce(60 * 60_000, 59 * 60_000)).toBe(false);
    expect(shouldAnnounce(70 * 60_000, 30_000)).toBe(true);
    expect(shouldAnnounce(30_000, 90 * 60_000)).toBe(false);
  });
});
