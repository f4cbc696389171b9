import { aServer, aSession, NOW } from './session.testkit';
import { isSpoken, statusOf } from './status';

describe('what the status bar says', () => {
  it('is nothing before the hub spoke, and nothing when no session ends', () => {
    expect(statusOf(null, 'connecting', NOW)).toEqual({ kind: 'hidden' });
    const endless = aSession({ deadline: null, reason: 'culler_disabled' });
    expect(statusOf(aServer({ session: endless }), 'connected', NOW).kind).toBe('hidden');
  });

  it('is the time left, with and without a connection', () => {
    expect(statusOf(aServer(), 'connected', NOW).kind).toBe('running');
    expect(statusOf(aServer(), 'connecting', NOW).kind).toBe('running');
  });

  it('is the stop with its reason, even though the stop ends the sign-in as well', () => {
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

  it('is that the page is signed out while the server runs on', () => {
    expect(statusOf(aServer(), 'refused', NOW).kind).toBe('signed_out');
  });

  it('is what happens to the server meanwhile', () => {
    expect(statusOf(aServer({ phase: 'stopping' }), 'connected', NOW)).toMatchObject({
      to: 'stopping',
    });
    expect(statusOf(aServer({ phase: 'pulling' }), 'connected', NOW)).toMatchObject({
      to: 'starting',
    });
  });

  it('is spoken when a mark is passed, and only then', () => {
    expect(isSpoken(61 * 60_000, 60 * 60_000)).toBe(true);
    expect(isSpoken(60 * 60_000, 59 * 60_000)).toBe(false);
    expect(isSpoken(70 * 60_000, 30_000)).toBe(true);
    expect(isSpoken(30_000, 90 * 60_000)).toBe(false);
  });
});
