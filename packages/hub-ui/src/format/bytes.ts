import { t } from '../i18n';
import { formatNumber } from './number';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in binary units with at most three digits, such as `1.5 GiB`. */
export const formatBytes = (bytes: number): string => {
  let value = Math.max(0, bytes);
  let unit = 0;
  // 999.5 would be printed as 1000: it belongs to the next unit already.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return t(`format:bytes.${UNITS[unit] ?? 'B'}`, { value: formatNumber(value, digits) });
};
