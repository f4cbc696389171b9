import { createFakeClock } from '../../test/fakes/clock.js';
import { silentLogger } from '../lib/logger.js';
import { Coalescer } from './coalescer.js';

const setUp = (run: (key: string) => Promise<void>) => {
  const clock = createFakeClock();
  const runs: string[] = [];
  const coalescer = new Coalescer<string>({
    clock,
    log: silentLogger(),
    delayMs: 50,
    idOf: key => key,
    run: async key => {
      runs.push(key);
      await run(key);
    },
  });
  return { clock, runs, coalescer };
};

describe('a burst of changes', () => {
  it('is one run per key', async () => {
    const { clock, runs, coalescer } = setUp(() => Promise.resolve());
    for (const key of ['a', 'b', 'a', 'a', 'b']) coalescer.touch(key);
    await clock.advance(49);
    expect(runs).toEqual([]);
    await clock.advance(1);
    expect(runs).toEqual(['a', 'b']);
  });

  it('is run once more when it goes on during the run', async () => {
    let finish = (): void => undefined;
    const { clock, runs, coalescer } = setUp(
      () => new Promise(resolve => (finish = () => resolve())),
    );
    coalescer.touch('a');
    await clock.advance(50);
    coalescer.touch('a');
    coalescer.touch('a');
    await clock.advance(500);
    expect(runs).toEqual(['a']);
    finish();
    await clock.advance(50);
    expect(runs).toEqual(['a', 'a']);
  });

  it('does not end with a failed run', async () => {
    const { clock, runs, coalescer } = setUp(() => Promise.reject(new Error('the hub is away')));
    coalescer.touch('a');
    await clock.advance(50);
    coalescer.touch('a');
    await clock.advance(50);
    expect(runs).toEqual(['a', 'a']);
  });

  it('is forgotten once stopped', async () => {
    const { clock, runs, coalescer } = setUp(() => Promise.resolve());
    coalescer.touch('a');
    coalescer.stop();
    await clock.advance(50);
    expect(runs).toEqual([]);
  });
});
