import { AckOutbox, type AckOutcome } from './ack-outbox';

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('the outbox of acknowledgements', () => {
  it('sends at once what the user did, together with the queue', async () => {
    const sent: string[] = [];
    const outbox = new AckOutbox((id, state) => {
      sent.push(`${id} ${state}`);
      return Promise.resolve('done');
    });
    outbox.push('a', 'delivered');
    outbox.push('b', 'seen');
    await settled();
    expect(sent).toEqual(['a delivered', 'b seen']);
    expect(outbox.size).toBe(0);
  });

  it('waits before it reports deliveries, then reports all of them', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const sent: string[] = [];
    const outbox = new AckOutbox(
      id => {
        sent.push(id);
        return Promise.resolve('done');
      },
      () => 100,
    );
    outbox.push('a', 'delivered');
    jest.advanceTimersByTime(60);
    outbox.push('b', 'delivered');
    await settled();
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(40);
    await settled();
    expect(sent).toEqual(['a', 'b']);
    jest.useRealTimers();
  });

  it('reports a delivery at once when it is flushed, and not again', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const sent: string[] = [];
    const outbox = new AckOutbox(id => {
      sent.push(id);
      return Promise.resolve('done');
    });
    outbox.push('a', 'delivered');
    await outbox.flush();
    jest.runAllTimers();
    await settled();
    expect(sent).toEqual(['a']);
    jest.useRealTimers();
  });

  it('keeps a failed acknowledgement until the next flush, in its latest state', async () => {
    let outcome: AckOutcome = 'retry';
    const sent: string[] = [];
    const outbox = new AckOutbox((id, state) => {
      if (outcome === 'done') sent.push(`${id} ${state}`);
      return Promise.resolve(outcome);
    });
    outbox.push('a', 'delivered');
    outbox.push('a', 'dismissed');
    outbox.push('a', 'seen');
    await settled();
    expect(outbox.size).toBe(1);
    outcome = 'done';
    await outbox.flush();
    expect(sent).toEqual(['a dismissed']);
  });

  it('sends a later state that was pushed during a request', async () => {
    const sent: string[] = [];
    let release = (): void => undefined;
    const outbox = new AckOutbox(async (_, state) => {
      sent.push(state);
      if (state === 'delivered') await new Promise<void>(resolve => (release = resolve));
      return 'done';
    });
    outbox.push('a', 'delivered');
    const flushed = outbox.flush();
    outbox.push('a', 'seen');
    release();
    await flushed;
    expect(sent).toEqual(['delivered', 'seen']);
    expect(outbox.size).toBe(0);
  });
});
