import type { GroupLimits, GroupsPage } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { decimalSign } from '../../format/number';
import { t } from '../../i18n';

/** What labs get where no group says anything. */
export type Defaults = GroupsPage['defaults'];
/** Which limit. */
export type LimitName = keyof GroupLimits;
/** As every user, a number of its own, or no limit at all. */
export type Choice = 'default' | 'custom' | 'none';
/** In what memory is written. */
export type Unit = 'MiB' | 'GiB';

/** A limit while it is written: the number is what stands in the field. */
export interface Draft {
  readonly choice: Choice;
  readonly text: string;
}

/** All three, and the unit of memory. */
export interface LimitsDraft {
  readonly cpuCores: Draft;
  readonly memoryBytes: Draft;
  readonly pids: Draft;
  readonly unit: Unit;
}
const bytesOf: Readonly<Record<Unit, number>> = { MiB: 2 ** 20, GiB: 2 ** 30 };
const MOST_CORES = 1024;
const LEAST_BYTES = 64 * 2 ** 20;
const MOST_BYTES = 2 ** 50;
const LEAST_PIDS = 64;
const MOST_PIDS = 4_194_304;

const valueText = (name: LimitName, value: number): string => {
  if (name === 'memoryBytes') return formatBytes(value);
  return name === 'pids'
    ? t('groups:limit.processes', { count: value })
    : t('groups:limit.cores', { count: value });
};

/** What every user gets, as text. */
export const defaultText = (name: LimitName, defaults: Defaults): string => {
  const value = defaults[name];
  return value === null ? t('groups:limit.none') : valueText(name, value);
};

/** One limit as text, for reading. */
export const limitText = (name: LimitName, limits: GroupLimits, defaults: Defaults): string => {
  const value = limits[name];
  if (value === null) return t('groups:limit.default', { value: defaultText(name, defaults) });
  return value === 'none' ? t('groups:limit.none') : valueText(name, value);
};

/** All limits that a group sets, in one line; `As every user` when it sets none. */
export const summaryOf = (limits: GroupLimits): string => {
  const names = {
    cpuCores: t('groups:limit.cpu'),
    memoryBytes: t('groups:limit.memory'),
    pids: t('groups:limit.pids'),
  };
  const said = (Object.keys(names) as LimitName[]).flatMap(name => {
    const value = limits[name];
    if (value === null) return [];
    if (value === 'none') return [`${names[name]}: ${t('groups:limit.none')}`];
    return [valueText(name, value)];
  });
  return said.length === 0 ? t('groups:limit.nothing') : said.join(', ');
};

const draftOf = (value: number | 'none' | null, divisor = 1): Draft => {
  if (value === null) return { choice: 'default', text: '' };
  if (value === 'none') return { choice: 'none', text: '' };
  return { choice: 'custom', text: String(value / divisor).replace('.', decimalSign()) };
};

/** What is written at first: memory in the largest unit that needs no fraction. */
export const startOf = ({ cpuCores, memoryBytes, pids }: GroupLimits): LimitsDraft => {
  const whole = typeof memoryBytes !== 'number' || memoryBytes % bytesOf.GiB === 0;
  const unit: Unit = whole ? 'GiB' : 'MiB';
  return {
    cpuCores: draftOf(cpuCores),
    memoryBytes: draftOf(memoryBytes, bytesOf[unit]),
    pids: draftOf(pids),
    unit,
  };
};

/** `1,024` in English: whether the comma groups or divides is not certain. */
const GROUPED = /^[1-9]\d{0,2},\d{3}$/;

const numberOf = (text: string): number => {
  const written = text.trim();
  if (written === '' || (decimalSign() !== ',' && GROUPED.test(written))) return Number.NaN;
  return Number(written.replace(',', '.'));
};

const within = (value: number, least: number, most: number): boolean =>
  value >= least && value <= most;

const valueOf = (name: LimitName, { text }: Draft, unit: Unit): number | null => {
  const written = numberOf(text);
  switch (name) {
    case 'cpuCores':
      return within(written, 0.05, MOST_CORES) ? written : null;
    case 'memoryBytes': {
      const bytes = Math.round(written * bytesOf[unit]);
      return within(bytes, LEAST_BYTES, MOST_BYTES) ? bytes : null;
    }
    case 'pids':
      return Number.isInteger(written) && within(written, LEAST_PIDS, MOST_PIDS) ? written : null;
  }
};

/** Whether what is written for one limit makes sense. */
export const isGood = (name: LimitName, draft: LimitsDraft): boolean =>
  draft[name].choice !== 'custom' || valueOf(name, draft[name], draft.unit) !== null;

/** What is written, for the wire; null while one of the numbers makes no sense. */
export const limitsOf = (draft: LimitsDraft): GroupLimits | null => {
  if (!isGood('cpuCores', draft) || !isGood('memoryBytes', draft) || !isGood('pids', draft)) {
    return null;
  }
  const one = (name: LimitName): number | 'none' | null => {
    const { choice } = draft[name];
    if (choice === 'default') return null;
    return choice === 'none' ? 'none' : valueOf(name, draft[name], draft.unit);
  };
  const pids = one('pids');
  return {
    cpuCores: one('cpuCores'),
    memoryBytes: one('memoryBytes'),
    // There is always a limit of processes, so `none` is not offered.
    pids: pids === 'none' ? null : pids,
  };
};
