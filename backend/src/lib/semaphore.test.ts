import { Semaphore } from './semaphore.js';

const settle = () => new Promise(resolve => setImmediate(resolve));

describe('a semaphore', () => {
  it('lets in as many as it has places, and the rest in order', async () => {
    const semaphore = new Semaphore(2);
    const entered: number[] = [];
    const releases: (() => void)[] = [];
    for (const number of [1, 2, 3, 4]) {
      void semaphore.acquire().then(release => {
        entered.push(number);
        releases.push(release);
      });
    }
    await settle();
    expect(entered).toEqual([1, 2]);
    expect(semaphore.waiting).toBe(2);
    releases[1]?.();
    await settle();
    expect(entered).toEqual([1, 2, 3]);
    releases[0]?.();
    await settle();
    expect(entered).toEqual([1, 2, 3, 4]);
  });

  it('gives a place back once, however often it is released', async () => {
    const semaphore = new Semaphore(1);
    const release = await semaphore.acquire();
    const entered = jest.fn();
    void semaphore.acquire().then(entered);
    void semaphore.acquire().then(entered);
    release();
    release();
    release();
    await settle();
    expect(entered).toHaveBeenCalledTimes(1);
  });

  it('lets nobody slip in between a release and the next in line', async () => {
    const semaphore = new Semaphore(1);
    const release = await semaphore.acquire();
    const order: string[] = [];
    void semaphore.acquire().then(() => order.push('waited'));
    release();
    void semaphore.acquire().then(() => order.push('came late'));
    await settle();
    expect(order).toEqual(['waited']);
  });

  it('forgets who gives up, and lets the others move up', async () => {
    const semaphore = new Semaphore(1);
    const release = await semaphore.acquire();
    const giveUp = new AbortController();
    const positions: number[] = [];
    const first = semaphore.acquire(giveUp.signal);
    const second = semaphore.acquire(undefined, position => positions.push(position));
    const reason = new Error('enough');
    giveUp.abort(reason);
    await expect(first).rejects.toBe(reason);
    expect(positions).toEqual([2, 1]);
    release();
    await second;
    expect(semaphore.waiting).toBe(0);
  });

  it('keeps the place of who aborts after having entered', async () => {
    const semaphore = new Semaphore(1);
    const giveUp = new AbortController();
    const release = await semaphore.acquire(giveUp.signal);
    const next = jest.fn();
    void semaphore.acquire().then(next);
    giveUp.abort();
    await settle();
    expect(next).not.toHaveBeenCalled();
    release();
    await settle();
    expect(next).toHaveBeenCalledTimes(1);
  });

  it('turns away who has given up before', async () => {
    await expect(new Semaphore(1).acquire(AbortSignal.abort(new Error('late')))).rejects.toThrow(
      'late',
    );
  });
});
