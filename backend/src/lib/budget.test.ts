import { Budget } from './budget.js';
import { FairMap } from './fair-map.js';
import { createFakeClock } from '../../test/fakes/clock.js';

describe('a budget', () => {
  it('is a burst, and then so much a minute, for each key', async () => {
    const clock = createFakeClock();
    const budget = new Budget({ clock, burst: 2, perMinute: 6 });
    expect([budget.take('a'), budget.take('a'), budget.take('a')]).toEqual([0, 0, 10]);
    expect(budget.take('b')).toBe(0);
    await clock.advance(9000);
    expect(budget.take('a')).toBe(1);
    await clock.advance(1000);
    expect(budget.take('a')).toBe(0);
    budget.giveBack('a');
    expect(budget.take('a')).toBe(0);
  });

  it('never grows beyond its burst', async () => {
    const clock = createFakeClock();
    const budget = new Budget({ clock, burst: 1, perMinute: 60 });
    budget.take('a');
    await clock.advance(600_000);
    budget.giveBack('a');
    expect([budget.take('a'), budget.take('a')]).toEqual([0, 1]);
  });

  it('forgets who was away, and never who is noisy, when strangers come without end', () => {
    const budget = new Budget({
      clock: createFakeClock(),
      burst: 1,
      perMinute: 1,
      maxKeys: 100,
    });
    budget.take('noisy');
    for (let stranger = 0; stranger < 1000; stranger += 1) {
      expect(budget.take(`stranger ${stranger}`)).toBe(0);
      expect(budget.take('noisy')).toBe(60);
    }
  });
});

describe('a map that owners share', () => {
  it('lets an owner push out only entries of its own', () => {
    const map = new FairMap<number>({ max: 100, maxOfOne: 10 });
    map.set('ada', 'mine', 1);
    for (let key = 0; key < 1000; key += 1) map.set('noisy', `noisy ${key}`, key);
    expect(map.get('mine')).toBe(1);
    expect(map.get('noisy 989')).toBeUndefined();
    expect(map.get('noisy 999')).toBe(999);
    expect(map.size).toBe(11);
  });

  it('takes from the owner with most when all of it is full', () => {
    const map = new FairMap<number>({ max: 5, maxOfOne: 4 });
    for (let key = 0; key < 4; key += 1) map.set('much', `much ${key}`, key);
    map.set('little', 'little', 1);
    map.set('newcomer', 'new', 1);
    expect([map.get('much 0'), map.get('little'), map.get('new')]).toEqual([undefined, 1, 1]);
  });

  it('forgets an entry, and all of an owner', () => {
    const map = new FairMap<number>({ max: 5, maxOfOne: 4 });
    map.set('a', '1', 1);
    map.set('a', '2', 2);
    map.set('b', '3', 3);
    map.delete('1');
    map.set('b', '2', 4);
    map.deleteOwner('a');
    expect([map.get('1'), map.get('2'), map.get('3'), map.size]).toEqual([undefined, 4, 3, 2]);
  });
});
