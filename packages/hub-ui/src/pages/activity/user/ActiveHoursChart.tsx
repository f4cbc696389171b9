import type { ActivityDays } from '@perijove/contracts';
import { formatActive } from '../../../format/duration';
import { locale, t } from '../../../i18n';

const LEVELS = 4;

const levelOf = (activeHours: number, targetHours: number): number =>
  activeHours === 0
    ? 0
    : Math.max(1, Math.min(LEVELS, Math.floor((activeHours / targetHours) * LEVELS)));

/** Minutes at first; a field has no room for hours and minutes. */
const short = (hours: number): string =>
  hours > 0 && hours < 1
    ? formatActive(hours)
    : t('format:hours', { value: Number(hours.toFixed(1)) });

// A date of the calendar has no zone: read and written in UTC it stays that day everywhere.
const weekday = (): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' });
const fullDate = (): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeZone: 'UTC' });

/** Active hours, a field for each day; a day on which nobody measured is hatched, not empty. */
export const ActiveHoursChart = ({
  days,
  targetHours,
}: Pick<ActivityDays, 'days' | 'targetHours'>) => (
  <>
    <ol className="pj-heat">
      {days.map(({ date, activeHours, measuredHours }) => {
        const measured = measuredHours > 0;
        const text = measured ? short(activeHours) : t('activity:drawer.notMeasured');
        return (
          <li
            key={date}
            title={t('activity:drawer.day', {
              date: fullDate().format(new Date(date)),
              hours: text,
            })}
          >
            <span aria-hidden="true">{weekday().format(new Date(date))}</span>
            <span
              className={`pj-heat-field pj-number ${measured ? `pj-heat-${levelOf(activeHours, targetHours)}` : 'pj-heat-none'}`}
              aria-hidden="true"
            >
              {measured ? short(activeHours) : '–'}
            </span>
            <span className="visually-hidden">
              {t('activity:drawer.day', { date: fullDate().format(new Date(date)), hours: text })}
            </span>
          </li>
        );
      })}
    </ol>
    <p className="pj-note mb-0">{t('activity:drawer.scale', { target: targetHours })}</p>
  </>
);
