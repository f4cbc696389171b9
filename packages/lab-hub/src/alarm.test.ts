import { Alarm } from './alarm';

describe('an alarm', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('rings once, at its moment', () => {
    const ring = jest.fn();
    new Alarm(ring).set(3_600_000);
    jest.advanceTimersByTime(3_599_999);
    expect(ring).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(10_000_000);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('rings at once for a moment that has passed, and never for none', () => {
    const ring = jest.fn();
    const alarm = new Alarm(ring);
    alarm.set(-1);
    expect(ring).toHaveBeenCalledTimes(1);
    alarm.set(null);
    jest.runAllTimers();
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('forgets the moment before when it is set again', () => {
    const ring = jest.fn();
    const alarm = new Alarm(ring);
    alarm.set(1000);
    alarm.set(5000);
    jest.advanceTimersByTime(4999);
    expect(ring).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('is late by minutes at most after the computer slept', () => {
    const ring = jest.fn();
    let asleepMs = 0;
    new Alarm(ring, () => Date.now() + asleepMs).set(7_200_000);
    jest.advanceTimersByTime(60_000);
    asleepMs = 7_200_000;
    jest.advanceTimersByTime(300_000);
    expect(ring).toHaveBeenCalledTimes(1);
  });
});
