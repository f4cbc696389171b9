import fc from 'fast-check';
import { FairQueue } from './fair-queue.js';
import { createFakeClock } from '../../test/fakes/clock.js';

const settle = () => new Promise(resolve => setImmediate(resolve));

/** A queue whose holders stay until the test lets them go, in the order of their coming in. */
const setUp = (limit: number) => {
  const clock = createFakeClock();
  const queue = new FairQueue({ clock, limit: () => limit });
  const entered: string[] = [];
  const releases: (() => void)[] = [];
  const positions = new Map<string, number[]>();
  const ask = (owner: string, name = owner, signal?: AbortSignal): void => {
    positions.set(name, []);
    queue
      .acquire({
        owner,
        ...(signal === undefined ? {} : { signal }),
        onPosition: position => positions.get(name)?.push(position),
      })
      .then(
        release => {
          entered.push(name);
          releases.push(release);
        },
        () => entered.push(`not ${name}`),
      );
  };
  const leave = async () => {
    releases.shift()?.();
    await settle();
  };
  return { clock, queue, entered, positions, ask, leave };
};

it('lets nobody starve behind one who asks for many', async () => {
  const { entered, ask, leave } = setUp(1);
  for (const name of ['a1', 'a2', 'a3']) ask('ada', name);
  ask('bob');
  ask('cyd');
  await settle();
  for (let turn = 0; turn < 5; turn += 1) await leave();
  expect(entered).toEqual(['a1', 'bob', 'cyd', 'a2', 'a3']);
});

it('tells all waiters their place, and again when it changes', async () => {
  const { clock, positions, ask, leave } = setUp(1);
  ask('ada', 'a1');
  ask('ada', 'a2');
  ask('ada', 'a3');
  await clock.advance(1000);
  ask('bob');
  expect([...positions.values()]).toEqual([[], [1], [2], [1]]);
  await clock.advance(1000);
  expect([...positions.values()]).toEqual([[], [1, 2], [2, 3], [1]]);
  await leave();
  await leave();
  await clock.advance(1000);
  expect([...positions.values()]).toEqual([[], [1, 2], [2, 3, 1], [1]]);
});

it('takes out who gives up, and frees no place that was never held', async () => {
  const { queue, clock, entered, positions, ask, leave } = setUp(1);
  const ending = new AbortController();
  ask('ada');
  ask('bob', 'bob', ending.signal);
  ask('cyd');
  await settle();
  ending.abort(new Error('enough'));
  await settle();
  expect(queue.waiting).toBe(1);
  await clock.advance(1000);
  expect(positions.get('cyd')).toEqual([2, 1]);
  await leave();
  await leave();
  expect(entered).toEqual(['ada', 'not bob', 'cyd']);
});

it('gives a place back once, however often it is released', async () => {
  const queue = new FairQueue({ clock: createFakeClock(), limit: () => 1 });
  const release = await queue.acquire({ owner: 'ada' });
  const later = jest.fn();
  void queue.acquire({ owner: 'bob' }).then(later);
  void queue.acquire({ owner: 'cyd' }).then(later);
  release();
  release();
  await settle();
  expect(later).toHaveBeenCalledTimes(1);
});

it('keeps its limit, leaves no place empty, and lets a newcomer wait for one turn of each', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('ask' as const), owner: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ kind: fc.constant('leave' as const) }),
  );
  const steps = fc.array(step, { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (actions, limit) => {
      const queue = new FairQueue({ clock: createFakeClock(), limit: () => limit });
      const inside: (() => void)[] = [];
      const order: string[] = [];
      const ask = (owner: string) =>
        queue.acquire({ owner }).then(release => {
          order.push(owner);
          inside.push(release);
        });
      const asked: Promise<void>[] = [];
      for (const action of actions) {
        if (action.kind === 'ask') asked.push(ask(action.owner));
        else inside.shift()?.();
        await settle();
        expect(inside.length).toBeLessThanOrEqual(limit);
        expect(inside.length === limit || queue.waiting === 0).toBe(true);
      }
      const already = order.length;
      asked.push(ask('newcomer'));
      while (queue.waiting > 0) {
        inside.shift()?.();
        await settle();
      }
      await Promise.all(asked);
      const before = order.slice(already, order.indexOf('newcomer'));
      expect(before).toHaveLength(new Set(before).size);
    }),
    { numRuns: 60 },
  );
});
