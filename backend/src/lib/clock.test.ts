import { createFakeClock } from '../../test/fakes/clock.js';
import { iso, isoOrNull, sleep, systemClock } from './clock.js';

describe('the system clock', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('waits longer than one timer can', () => {
    const days = 86_400_000;
    const run = jest.fn();
    systemClock.after(60 * days, run);
    jest.advanceTimersByTime(59 * days);
    expect(run).not.toHaveBeenCalled();
    jest.advanceTimersByTime(days);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('can be told to forget, in any stage of a long wait', () => {
    const days = 86_400_000;
    const run = jest.fn();
    const cancel = systemClock.after(60 * days, run);
    jest.advanceTimersByTime(40 * days);
    cancel();
    jest.advanceTimersByTime(90 * days);
    expect(run).not.toHaveBeenCalled();
  });

  it('runs what is overdue at once', () => {
    const run = jest.fn();
    systemClock.after(-5, run);
    jest.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe('sleeping', () => {
  it('ends when the time has come, not before', async () => {
    const clock = createFakeClock();
    const awake = jest.fn();
    void sleep(clock, 1000).then(awake);
    await clock.advance(999);
    expect(awake).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(awake).toHaveBeenCalledTimes(1);
  });

  it('ends early with the reason of its signal', async () => {
    const clock = createFakeClock();
    const giveUp = new AbortController();
    const call = sleep(clock, 1000, giveUp.signal);
    const reason = new Error('enough');
    giveUp.abort(reason);
    await expect(call).rejects.toBe(reason);
    await expect(sleep(clock, 1000, giveUp.signal)).rejects.toBe(reason);
  });

  it('leaves nothing behind on a signal that lives on', async () => {
    const clock = createFakeClock();
    const { signal } = new AbortController();
    const remove = jest.spyOn(signal, 'removeEventListener');
    const call = sleep(clock, 10, signal);
    await clock.advance(10);
    await call;
    expect(remove).toHaveBeenCalledTimes(1);
  });
});

describe('instants on the wire', () => {
  it('are ISO 8601, or null', () => {
    expect(iso(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(isoOrNull(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(isoOrNull(null)).toBeNull();
  });
});
