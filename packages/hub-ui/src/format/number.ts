import { strings } from './strings';

/** CPU as a percentage of one core, such as `7 %` or `0.4 %`. */
export const formatCpu = (percent: number): string => {
  const value = Math.max(0, percent);
  return `${value < 9.95 && value > 0 ? value.toFixed(1) : value.toFixed(0)} %`;
};

/** A percentage of one core in cores, such as `1.5`. */
export const formatCores = (percent: number): string => (Math.max(0, percent) / 100).toFixed(1);

/** `1 user`, `3 users`: the number with the word that fits it, as English has it. */
export const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString(strings.language)} ${count === 1 ? one : many}`;

/** A time in which something can be undone: whole days, or hours where it is less than one. */
export const inDays = (days: number): string =>
  days < 1
    ? plural(Math.round(days * 24), 'hour', 'hours')
    : plural(Math.floor(days), 'day', 'days');
