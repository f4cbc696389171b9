import { GroupLimits } from '@perijove/contracts';
import i18next from 'i18next';
import { isGood, limitsOf, limitText, startOf, summaryOf, type LimitsDraft } from './limits';

const GIB = 2 ** 30;
const nothing: GroupLimits = { cpuCores: null, memoryBytes: null, pids: null };
const defaults = { cpuCores: 2, memoryBytes: null, pids: 4096 };
const own = (text: string) => ({ choice: 'custom', text }) as const;
const draftWith = (change: Partial<LimitsDraft>): LimitsDraft => ({
  ...startOf(nothing),
  ...change,
});

it.each<[GroupLimits, string]>([
  [nothing, 'Default'],
  [{ ...nothing, cpuCores: 1 }, '1 core'],
  [{ cpuCores: 0.5, memoryBytes: 4 * GIB, pids: 500 }, '0.5 cores, 4.0 GiB, 500 processes'],
  [{ ...nothing, cpuCores: 'none', memoryBytes: 'none' }, 'CPU: no limit, Memory: no limit'],
])('says what a group sets: %j', (limits, text) => {
  expect(summaryOf(limits)).toBe(text);
});

it('says what every user gets where the group is silent', () => {
  expect(limitText('cpuCores', nothing, defaults)).toBe('default: 2 cores');
  expect(limitText('memoryBytes', nothing, defaults)).toBe('default: no limit');
  expect(limitText('cpuCores', { ...nothing, cpuCores: 'none' }, defaults)).toBe('no limit');
});

it.each<[GroupLimits]>([
  [nothing],
  [{ cpuCores: 1.5, memoryBytes: 1536 * 2 ** 20, pids: 100 }],
  [{ cpuCores: 'none', memoryBytes: 'none', pids: null }],
  [{ cpuCores: 0.05, memoryBytes: 3 * GIB, pids: 4_194_304 }],
  // A user wrote it through the interface, to the byte.
  [{ ...nothing, memoryBytes: 300_000_001 }],
])('leaves limits that nobody touched as they are: %j', limits => {
  const again = limitsOf(startOf(limits));
  expect(again).toEqual(limits);
  expect(GroupLimits.safeParse(again).success).toBe(true);
});

it('writes memory in the largest unit without a fraction', () => {
  expect(startOf({ ...nothing, memoryBytes: 2 * GIB })).toMatchObject({
    unit: 'GiB',
    memoryBytes: { text: '2' },
  });
  expect(startOf({ ...nothing, memoryBytes: 1.5 * GIB })).toMatchObject({
    unit: 'MiB',
    memoryBytes: { text: '1536' },
  });
});

it.each([
  ['cpuCores', ''],
  ['cpuCores', '0'],
  ['cpuCores', 'two'],
  ['cpuCores', '1025'],
  ['memoryBytes', '0.01'],
  ['memoryBytes', '-1'],
  ['pids', '63'],
  ['pids', '100.5'],
] as const)('takes no %s of "%s"', (name, text) => {
  const draft = draftWith({ [name]: own(text) });
  expect(isGood(name, draft)).toBe(false);
  expect(limitsOf(draft)).toBeNull();
});

describe('a decimal comma', () => {
  afterEach(() => i18next.changeLanguage('en'));

  it.each([
    ['0,05', 0.05],
    ['0.05', 0.05],
    ['1,5', 1.5],
    ['0,125', 0.125],
  ])('is as good as a point: %s', (text, cpuCores) => {
    expect(limitsOf(draftWith({ cpuCores: own(text) }))).toMatchObject({ cpuCores });
  });

  it.each(['1,024', '1,5,0', '1,000.5', ','])('is not guessed in English: %s', text => {
    expect(isGood('cpuCores', draftWith({ cpuCores: own(text) }))).toBe(false);
  });

  it('is what French writes and reads', async () => {
    await i18next.changeLanguage('fr');
    const limits = { ...nothing, cpuCores: 1.125 };
    expect(startOf(limits).cpuCores.text).toBe('1,125');
    expect(limitsOf(startOf(limits))).toEqual(limits);
    expect(limitsOf(draftWith({ cpuCores: own('1.125') }))).toEqual(limits);
  });
});

it('takes only what the wire takes, at both ends', () => {
  for (const draft of [
    draftWith({ cpuCores: own('0.05'), memoryBytes: own('0.0625'), pids: own('64') }),
    draftWith({ cpuCores: own('1024'), memoryBytes: own('1048576'), pids: own('4194304') }),
  ]) {
    expect(GroupLimits.safeParse(limitsOf(draft)).success).toBe(true);
  }
});
