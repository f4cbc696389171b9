import { inEnglish } from '../../lib/catalog.js';
import type { GroupLimits } from '@perijove/contracts';
import fc from 'fast-check';
import { limitsOf, noLimits, readGroupSettings, type Limits } from './limits.js';

const GB = 2 ** 30;
const defaults: Limits = { cpuCores: 2, memoryBytes: 4 * GB, pids: 4096 };
const group = (limits: Partial<GroupLimits>): GroupLimits => ({ ...noLimits, ...limits });

describe('the limits of a user', () => {
  it.each<[string, GroupLimits[], Partial<Limits>]>([
    ['in no group are those of the settings', [], {}],
    ['in a group that says nothing, too', [noLimits], {}],
    [
      'are what a group says, also when it is less',
      [group({ memoryBytes: GB })],
      { memoryBytes: GB },
    ],
    [
      'are the most generous word of several groups',
      [group({ cpuCores: 1 }), group({ cpuCores: 8 }), group({ cpuCores: 4 })],
      { cpuCores: 8 },
    ],
    [
      'are none where one group says so',
      [group({ memoryBytes: 'none' }), group({ memoryBytes: GB })],
      { memoryBytes: null },
    ],
    [
      'are found each by itself',
      [group({ cpuCores: 4 }), group({ pids: 64, cpuCores: 1 })],
      { cpuCores: 4, pids: 64 },
    ],
  ])('%s', (_what, groups, expected) => {
    expect(limitsOf(groups, defaults)).toEqual({ ...defaults, ...expected });
  });

  const said = fc.constantFrom(1, 2, 8, 'none' as const, null);
  const anyGroup = fc
    .tuple(said, said, fc.constantFrom(64, 5000, null))
    .map(([cpuCores, memory, pids]) =>
      group({ cpuCores, memoryBytes: typeof memory === 'number' ? memory * GB : memory, pids }),
    );

  it('never shrink by joining another group, once a group has spoken', () => {
    const generous = (limit: number | null): number => limit ?? Infinity;
    fc.assert(
      fc.property(fc.array(anyGroup), anyGroup, (groups, more) => {
        const before = limitsOf(groups, defaults);
        const after = limitsOf([...groups, more], defaults);
        for (const key of ['cpuCores', 'memoryBytes', 'pids'] as const) {
          if (groups.every(texts => texts[key] === null)) continue;
          expect(generous(after[key])).toBeGreaterThanOrEqual(generous(before[key]));
        }
      }),
    );
  });

  it('do not depend on the order of groups', () => {
    fc.assert(
      fc.property(fc.array(anyGroup), groups => {
        expect(limitsOf([...groups].reverse(), defaults)).toEqual(limitsOf(groups, defaults));
      }),
    );
  });
});

describe("our part of a group's properties", () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['other keys', { theme: 'dark' }],
    ['empty limits', { limits: {} }],
  ])('with %s says nothing', (_what, stored) => {
    expect(readGroupSettings(stored)).toEqual({ limits: noLimits, problem: null });
  });

  it('may hold some limits and not others', () => {
    expect(readGroupSettings({ limits: { memoryBytes: GB } }).limits).toEqual(
      group({ memoryBytes: GB }),
    );
  });

  it.each([
    ['a text', 'eight'],
    ['a list', [1]],
    ['a negative number', { limits: { cpuCores: -1 } }],
    ['nought', { limits: { cpuCores: 0 } }],
    ['less memory than a lab needs to start', { limits: { memoryBytes: 1024 } }],
    ['half a byte', { limits: { memoryBytes: GB + 0.5 } }],
    ['no limit of processes', { limits: { pids: 'none' } }],
    ['an unknown limit', { limits: { gpus: 8 } }],
    ['privilege', { limits: { privileged: true } }],
    ['one good and one bad', { limits: { cpuCores: 4, pids: 'many' } }],
  ])('with %s says nothing and tells why', (_what, stored) => {
    const { limits, problem } = readGroupSettings(stored);
    expect(limits).toEqual(noLimits);
    expect(inEnglish(problem ?? '')).toContain('perijove');
  });

  it('never throws, whatever stands there', () => {
    fc.assert(
      fc.property(fc.anything(), stored => {
        const { limits, problem } = readGroupSettings(stored);
        expect(problem === null || limits === noLimits).toBe(true);
      }),
    );
  });
});
