import fc from 'fast-check';
import { ACTIVE, INACTIVE, NOT_MEASURED } from './sample-repo.js';
import { ScoreBoard, score, weight } from './score.js';

const samples = fc.array(
  fc.record({ ageHours: fc.double({ min: 0, max: 8760, noNaN: true }), active: fc.boolean() }),
  { minLength: 1, maxLength: 50 },
);
const halfLife = fc.double({ min: 1, max: 8760, noNaN: true });

describe('score', () => {
  it('is nothing without samples', () => {
    expect(score([], 72)).toBeNull();
  });

  it('is 100 for a user who is always active and 0 for one who never is', () => {
    fc.assert(
      fc.property(samples, halfLife, (some, hours) => {
        const all = (active: boolean) =>
          some.map(sample => ({ ageHours: sample.ageHours, active }));
        expect(score(all(true), hours)).toBeCloseTo(100, 9);
        expect(score(all(false), hours)).toBe(0);
      }),
    );
  });

  it('always lies between 0 and 100', () => {
    fc.assert(
      fc.property(samples, halfLife, (some, hours) => {
        const value = score(some, hours);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100 + 1e-9);
      }),
    );
  });

  it('counts a sample half that is one half-life older', () => {
    expect(weight(72, 72)).toBeCloseTo(0.5, 12);
    const value = score(
      [
        { ageHours: 0, active: true },
        { ageHours: 72, active: false },
      ],
      72,
    );
    expect(value).toBeCloseTo(100 / 1.5, 9);
  });

  it('does not change by time going on alone', () => {
    fc.assert(
      fc.property(samples, halfLife, fc.nat(1000), (some, hours, later) => {
        const aged = some.map(({ ageHours, active }) => ({ ageHours: ageHours + later, active }));
        expect(score(aged, hours)).toBeCloseTo(score(some, hours) ?? -1, 6);
      }),
    );
  });

  it('never falls when an inactive sample turns active', () => {
    fc.assert(
      fc.property(samples, halfLife, fc.nat(), (some, hours, pick) => {
        const index = pick % some.length;
        const better = some.map((sample, at) =>
          at === index ? { ...sample, active: true } : sample,
        );
        expect(score(better, hours) ?? 0).toBeGreaterThanOrEqual((score(some, hours) ?? 0) - 1e-9);
      }),
    );
  });
});

describe('the score board', () => {
  it('says the same as the definition, user by user', () => {
    const states = fc.array(fc.constantFrom(NOT_MEASURED, INACTIVE, ACTIVE), { maxLength: 6 });
    const history = fc.array(
      fc.record({ ageHours: fc.double({ min: 0, max: 500, noNaN: true }), states }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(history, taken => {
        const board = new ScoreBoard(72);
        for (const { ageHours, states: bytes } of taken) {
          board.add(ageHours, Uint8Array.from(bytes));
        }
        for (let userId = 0; userId < 7; userId += 1) {
          const own = taken.flatMap(({ ageHours, states: bytes }) => {
            const state = bytes[userId] ?? NOT_MEASURED;
            return state === NOT_MEASURED ? [] : [{ ageHours, active: state === ACTIVE }];
          });
          const expected = score(own, 72);
          const actual = board.score(userId);
          if (expected === null) expect(actual).toBeNull();
          else expect(actual).toBeCloseTo(expected, 6);
          const count = own.filter(sample => sample.active).length;
          expect(board.activeSamples(userId)).toBe(own.length === 0 ? null : count);
        }
      }),
    );
  });
});
