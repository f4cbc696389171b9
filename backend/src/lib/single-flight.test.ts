import { createSingleFlight } from './single-flight.js';

describe('single flight', () => {
  it('shares one call among all who ask meanwhile', async () => {
    const once = createSingleFlight<number>();
    let finish: (value: number) => void = () => undefined;
    const call = jest.fn(() => new Promise<number>(resolve => (finish = resolve)));
    const answers = [once('a', call), once('a', call), once('a', call)];
    expect(call).toHaveBeenCalledTimes(1);
    finish(7);
    expect(await Promise.all(answers)).toEqual([7, 7, 7]);
  });

  it('calls again once the call has ended, well or not', async () => {
    const once = createSingleFlight<number>();
    const call = jest.fn().mockRejectedValueOnce(new Error('broken')).mockResolvedValue(1);
    await expect(once('a', call)).rejects.toThrow('broken');
    expect(await once('a', call)).toBe(1);
    expect(await once('a', call)).toBe(1);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('keeps keys apart', async () => {
    const once = createSingleFlight<string>();
    expect(await Promise.all(['a', 'b'].map(key => once(key, () => Promise.resolve(key))))).toEqual(
      ['a', 'b'],
    );
  });

  it('rejects where a call throws before it begins', async () => {
    const once = createSingleFlight<number>();
    const call = (): Promise<number> => {
      throw new Error('at once');
    };
    await expect(once('a', call)).rejects.toThrow('at once');
    expect(await once('a', () => Promise.resolve(1))).toBe(1);
  });
});
