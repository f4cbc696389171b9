import fc from 'fast-check';
import { cpuPercent, missedReadings, trafficOf, type Counter } from './rates.js';
import { noTraffic, uncounted } from '../../../../test/helpers/readings.js';

const at = (monotonicMs: number, cpuMicros: number, id = 'lab'): Counter => ({
  id,
  monotonicMs,
  cpuMicros,
  ...uncounted,
});

describe('cpuPercent', () => {
  it.each([
    ['one core fully used', at(0, 0), at(5000, 5_000_000), 100],
    ['two cores', at(0, 0), at(1000, 2_000_000), 200],
    ['nothing used is a true zero', at(0, 7), at(5000, 7), 0],
    ['the first reading', undefined, at(5000, 1), null],
    ['a counter that went back', at(0, 100), at(5000, 99), null],
    ['another container of the same name', at(0, 0), at(5000, 1, 'new'), null],
    ['no time between', at(5, 0), at(5, 1), null],
    ['too much time between', at(0, 0), at(15_001, 1), null],
  ])('%s', (_, before, now, expected) => {
    expect(cpuPercent(before, now, 15_000)).toBe(expected);
  });

  it('is never negative and never invents a value for a restart', () => {
    const reading = fc.record({
      monotonicMs: fc.nat(20_000),
      cpuMicros: fc.nat(),
      id: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(reading, reading, (before, now) => {
        const rate = cpuPercent({ ...before, ...uncounted }, { ...now, ...uncounted }, 15_000);
        if (rate === null) return;
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(now.id).toBe(before.id);
        expect(now.cpuMicros).toBeGreaterThanOrEqual(before.cpuMicros);
      }),
    );
  });
});

describe('trafficOf', () => {
  const before = { ...at(0, 0), diskReadBytes: 100, diskWrittenBytes: 50, networkSentBytes: 9 };

  it('is what moved in a second, each figure for itself', () => {
    const now = {
      ...at(10_000, 0),
      diskReadBytes: 1100,
      diskWrittenBytes: 50,
      networkSentBytes: 8,
    };
    expect(trafficOf(before, now, 15_000)).toEqual({
      diskRead: 100,
      diskWritten: 0,
      // It was not counted, and the other one went back.
      networkReceived: null,
      networkSent: null,
    });
  });

  it.each([
    ['at the first reading', undefined, before],
    ['in another container', before, { ...before, id: 'new', monotonicMs: 10_000 }],
    ['after too long', before, { ...before, monotonicMs: 15_001 }],
    ['when it was not counted before', at(0, 0), { ...before, monotonicMs: 10_000 }],
  ])('knows nothing %s', (_, then, now) => {
    expect(trafficOf(then, now, 15_000)).toEqual(noTraffic);
  });
});

describe('missedReadings', () => {
  it.each([
    [5000, 0],
    [6000, 0],
    [10_000, 1],
    [61_000, 11],
    [0, 0],
  ])('%i ms with an interval of 5 s leave %i out', (elapsed, expected) => {
    expect(missedReadings(elapsed, 5000)).toBe(expected);
  });
});
