import { createFakeClock } from '../../test/fakes/clock.js';
import { retry, type RetryPolicy } from './retry.js';

const policy: RetryPolicy = {
  attempts: 4,
  firstDelayMs: 100,
  maxDelayMs: 250,
  transient: error => (error as Error).message === 'again',
};

describe('trying again', () => {
  afterEach(() => jest.restoreAllMocks());

  it('ends with the first success', async () => {
    const clock = createFakeClock();
    const run = jest.fn().mockRejectedValueOnce(new Error('again')).mockResolvedValue('done');
    const result = retry(clock, policy, run);
    await clock.advance(1000);
    expect(await result).toBe('done');
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('waits longer each time, up to a limit', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(1);
    const clock = createFakeClock(0);
    const at: number[] = [];
    const result = retry(clock, policy, () => {
      at.push(clock.monotonicMs());
      return Promise.reject(new Error('again'));
    });
    const failed = expect(result).rejects.toThrow('again');
    await clock.advance(5000);
    await failed;
    expect(at).toEqual([0, 100, 300, 550]);
  });

  it('does not try again what will not pass by itself', async () => {
    const run = jest.fn().mockRejectedValue(new Error('never'));
    await expect(retry(createFakeClock(), policy, run)).rejects.toThrow('never');
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('stops waiting when it is told to', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(1);
    const giveUp = new AbortController();
    const run = jest.fn().mockRejectedValue(new Error('again'));
    const result = retry(createFakeClock(), policy, run, giveUp.signal);
    const failed = expect(result).rejects.toThrow('enough');
    await new Promise(resolve => setImmediate(resolve));
    giveUp.abort(new Error('enough'));
    await failed;
    expect(run).toHaveBeenCalledTimes(1);
  });
});
