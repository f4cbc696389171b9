import fc from 'fast-check';
import { batchesOf, LONGEST_MS, MOST_AT_ONCE } from './batches.js';

const costs = fc.array(fc.integer({ min: 0, max: 3 * LONGEST_MS }), { maxLength: 300 });
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

describe('batches of volumes', () => {
  it.each<[string, number[], number[][]]>([
    ['nothing makes none', [], []],
    ['small ones go together', [0, 10, 20], [[0, 10, 20]]],
    ['one that takes long goes by itself, behind the others', [10, 9000, 20], [[10, 20], [9000]]],
    ['together they do not take long either', [3000, 2000, 1000], [[1000, 2000], [3000]]],
  ])('%s', (_, given, expected) => {
    expect(batchesOf(given, cost => cost)).toEqual(expected);
  });

  it('keep everyone, the quick ones first, and are neither long nor large', () => {
    fc.assert(
      fc.property(costs, given => {
        const batches = batchesOf(given, cost => cost);
        expect(batches.flat()).toEqual([...given].sort((a, b) => a - b));
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(MOST_AT_ONCE);
          if (batch.length > 1) expect(sum(batch)).toBeLessThanOrEqual(LONGEST_MS);
        }
      }),
    );
  });

  it('find the one large volume among many in a few rounds', () => {
    const volumes = Array.from({ length: MOST_AT_ONCE }, (_, index) => index);
    const truly = (volume: number): number => (volume === 37 ? 60_000 : 5);
    const known = new Map<number, number>();
    let rounds = 0;
    for (let alone = false; !alone; rounds += 1) {
      const batches = batchesOf(volumes, volume => known.get(volume) ?? 0);
      alone = batches.some(batch => batch.length === 1 && batch[0] === 37);
      for (const batch of batches) {
        const eachMs = sum(batch.map(truly)) / batch.length;
        batch.forEach(volume => known.set(volume, eachMs));
      }
    }
    expect(rounds).toBeLessThanOrEqual(3);
  });
});
