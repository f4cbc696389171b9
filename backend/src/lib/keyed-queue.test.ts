import { KeyedQueue } from './keyed-queue.js';

/** A job that ends when it is told to. */
const job = () => {
  let finish: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const done = new Promise<string>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  return {
    run: jest.fn(() => done),
    finish: (value = '') => finish(value),
    fail: (error: Error) => fail(error),
  };
};

const settle = () => new Promise(resolve => setImmediate(resolve));

describe('a keyed queue', () => {
  it('runs jobs of one key in order, and never two at once', async () => {
    const queue = new KeyedQueue();
    const [first, second] = [job(), job()];
    const results = [queue.run('a', first.run), queue.run('a', second.run)];
    await settle();
    expect(first.run).toHaveBeenCalledTimes(1);
    expect(second.run).not.toHaveBeenCalled();
    first.finish('one');
    await settle();
    expect(second.run).toHaveBeenCalledTimes(1);
    second.finish('two');
    expect(await Promise.all(results)).toEqual(['one', 'two']);
  });

  it('runs jobs of different keys side by side', async () => {
    const queue = new KeyedQueue();
    const [first, second] = [job(), job()];
    void queue.run('a', first.run);
    void queue.run('b', second.run);
    await settle();
    expect(second.run).toHaveBeenCalledTimes(1);
  });

  it('goes on after a failure, and only its caller hears of it', async () => {
    const queue = new KeyedQueue();
    const first = job();
    const failed = queue.run('a', first.run);
    const next = queue.run('a', () => Promise.resolve('fine'));
    first.fail(new Error('broken'));
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });

  it('is idle only when everything has ended, later jobs included', async () => {
    const queue = new KeyedQueue();
    const [first, second] = [job(), job()];
    void queue.run('a', async () => {
      await first.run();
      void queue.run('b', second.run);
    });
    const idle = jest.fn();
    void queue.idle().then(idle);
    first.finish();
    await settle();
    expect(idle).not.toHaveBeenCalled();
    second.finish();
    await settle();
    expect(idle).toHaveBeenCalledTimes(1);
    await queue.idle();
  });
});
