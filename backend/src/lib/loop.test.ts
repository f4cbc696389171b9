import { createFakeClock } from '../../test/fakes/clock.js';
import { silentLogger } from './logger.js';
import { Loop } from './loop.js';

const setUp = (pass: (signal: AbortSignal) => Promise<void> | void) => {
  const clock = createFakeClock();
  const log = silentLogger();
  return { clock, log, loop: new Loop({ name: 'test', clock, log, intervalMs: 1000, pass }) };
};

describe('a loop', () => {
  it('passes at once and then after every interval', async () => {
    const pass = jest.fn();
    const { clock, loop } = setUp(pass);
    loop.start();
    loop.start();
    await clock.advance(2500);
    expect(pass).toHaveBeenCalledTimes(3);
    await loop.stop();
    await clock.advance(5000);
    expect(pass).toHaveBeenCalledTimes(3);
  });

  it('never passes twice at once', async () => {
    let inside = 0;
    let most = 0;
    const { clock, loop } = setUp(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise<void>(resolve => clock.after(3000, resolve));
      inside -= 1;
    });
    loop.start();
    await clock.advance(10_000);
    loop.nudge();
    await clock.advance(10_000);
    expect(most).toBe(1);
  });

  it('goes on after a failure, which it tells', async () => {
    const pass = jest.fn().mockRejectedValueOnce(new Error('broken'));
    const { clock, log, loop } = setUp(pass);
    const told = jest.spyOn(log, 'error');
    loop.start();
    await clock.advance(1000);
    expect(pass).toHaveBeenCalledTimes(2);
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ loop: 'test' }), 'broken');
    await loop.stop();
  });

  it('passes at once when it is nudged in its pause', async () => {
    const pass = jest.fn();
    const { clock, loop } = setUp(pass);
    loop.start();
    await clock.advance(10);
    loop.nudge();
    await clock.advance(1);
    expect(pass).toHaveBeenCalledTimes(2);
    await loop.stop();
  });

  it('does not lose a nudge that comes during a pass', async () => {
    let finish: () => void = () => undefined;
    const pass = jest.fn(() => new Promise<void>(resolve => (finish = resolve)));
    const { clock, loop } = setUp(pass);
    loop.start();
    await clock.advance(1);
    loop.nudge();
    finish();
    await clock.advance(1);
    expect(pass).toHaveBeenCalledTimes(2);
    finish();
    await loop.stop();
  });

  it('waits for the pass under way when it stops, and tells it to hurry', async () => {
    const { clock, loop } = setUp(
      signal =>
        new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('hurried'));
          });
        }),
    );
    loop.start();
    await clock.advance(1);
    await loop.stop();
  });

  it('stops before it began', async () => {
    const pass = jest.fn();
    const { loop } = setUp(pass);
    await loop.stop();
    expect(pass).not.toHaveBeenCalled();
  });
});
