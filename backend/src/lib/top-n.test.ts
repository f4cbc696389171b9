import fc from 'fast-check';
import { TopN } from './top-n.js';

const byValue = (a: { value: number }, b: { value: number }): number => a.value - b.value;

describe('the first few of many', () => {
  it('are those that sorting all of them would put first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: 1, max: 12 }),
        (values, count) => {
          const items = values.map((value, place) => ({ value, place }));
          const first = new TopN(count, byValue);
          for (const item of items) first.offer(item);
          expect(first.kept()).toEqual([...items].sort(byValue).slice(0, count));
        },
      ),
    );
  });
});
