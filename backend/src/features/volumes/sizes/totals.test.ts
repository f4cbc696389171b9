import type { VolumeTotalsRow } from '../repo.js';
import { totalsOf } from './totals.js';

const row = (change: Partial<VolumeTotalsRow>): VolumeTotalsRow => ({
  user: 'ada',
  name: 'home',
  state: 'current',
  inTrash: 0,
  sizeBytes: 10,
  measuredAtMs: 1000,
  ...change,
});
const noLimit = () => null;

describe('the sum of a user’s volumes', () => {
  it('counts what is in use, and is as old as its oldest measurement', () => {
    const rows = [row({}), row({ name: 'cache', sizeBytes: 5, measuredAtMs: 500 })];
    expect(totalsOf(rows, noLimit).get('ada')).toEqual({
      volumes: 2,
      bytes: 15,
      measuredAtMs: 500,
      large: [],
      earlier: 0,
    });
  });

  it.each([
    ['in the trash', { inTrash: 1 }],
    ['being purged', { state: 'purging' }],
  ] as const)('leaves out what is %s', (_what, change) => {
    expect(
      totalsOf([row({}), row({ ...change, sizeBytes: 99 })], noLimit).get('ada'),
    ).toMatchObject({ volumes: 1, bytes: 10, earlier: 0 });
  });

  it('counts earlier contents apart', () => {
    const rows = [row({ sizeBytes: null, measuredAtMs: null }), row({ state: 'retired' })];
    expect(totalsOf(rows, noLimit).get('ada')).toMatchObject({
      volumes: 1,
      bytes: null,
      measuredAtMs: null,
      earlier: 1,
    });
  });

  it('names the volumes that reached their own limit', () => {
    const rows = [row({}), row({ name: 'data', sizeBytes: 20 }), row({ name: 'cache' })];
    const limits: Readonly<Record<string, number>> = { home: 11, data: 20 };
    expect(totalsOf(rows, name => limits[name] ?? null).get('ada')?.large).toEqual(['data']);
  });
});
