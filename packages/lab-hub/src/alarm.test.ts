import { Alarm } from './alarm';

describe('an alarm', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('calls once, at its time', () => {
    const onAlarm = jest.fn();
    new Alarm(onAlarm).set(3_600_000);
    jest.advanceTimersByTime(3_599_999);
    expect(onAlarm).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(onAlarm).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(10_000_000);
    expect(onAlarm).toHaveBeenCalledTimes(1);
  });

  it('calls at once for a time that has passed, and never for null', () => {
    const onAlarm = jest.fn();
    const alarm = new Alarm(onAlarm);
    alarm.set(-1);
    expect(onAlarm).toHaveBeenCalledTimes(1);
    alarm.set(null);
    jest.runAllTimers();
    expect(onAlarm).toHaveBeenCalledTimes(1);
  });

  it('drops the earlier time when it is set again', () => {
    const onAlarm = jest.fn();
    const alarm = new Alarm(onAlarm);
    alarm.set(1000);
    alarm.set(5000);
    jest.advanceTimersByTime(4999);
    expect(onAlarm).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(onAlarm).toHaveBeenCalledTimes(1);
  });

  it('is late by minutes at most after the computer slept', () => {
    const onAlarm = jest.fn();
    let asleepMs = 0;
    new Alarm(onAlarm, () => Date.now() + asleepMs).set(7_200_000);
    jest.advanceTimersByTime(60_000);
    asleepMs = 7_200_000;
    jest.advanceTimersByTime(300_000);
    expect(onAlarm).toHaveBeenCalledTimes(1);
  });
});
