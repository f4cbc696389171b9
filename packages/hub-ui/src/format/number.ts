import { language, t } from '../i18n';

/** A number in the language of the page, with exactly `digits` after the point. */
export const formatNumber = (value: number, digits = 0): string =>
  new Intl.NumberFormat(language(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  }).format(value);

/** CPU as a percentage of one core, such as `7 %` or `0.4 %`. */
export const formatCpu = (percent: number): string => {
  const value = Math.max(0, percent);
  return t('format:percent', { value: formatNumber(value, value < 9.95 && value > 0 ? 1 : 0) });
};

/** A percentage of one core in cores, as exactly as `formatCores` writes them. */
export const coresOf = (percent: number): number => Math.round(Math.max(0, percent) / 10) / 10;

/** A percentage of one core in cores, such as `1.5`. */
export const formatCores = (percent: number): string => formatNumber(coresOf(percent), 1);

/** What stands before the fraction of a number in the language of the page. */
export const decimalSign = (): string => formatNumber(0.5, 1).charAt(1);
