import type { SessionView } from '@perijove/contracts';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { TimeLeft } from './countdown';

/** The part of JupyterLab's translation bundle that is used here. */
export type Trans = Pick<TranslationBundle, '__' | '_n'>;

const twoDigits = (count: number): string => `${count}`.padStart(2, '0');

/** The time left, short: “2 h 05 min left”. */
export const formatTimeLeft = (left: TimeLeft, trans: Trans): string => {
  switch (left.unit) {
    case 'days':
      return trans.__('%1 d %2 h left', left.days, left.hours);
    case 'hours':
      return trans.__('%1 h %2 min left', left.hours, twoDigits(left.minutes));
    case 'minutes':
      return trans.__('%1 min left', left.minutes);
    case 'seconds':
      return trans.__('%1 s left', left.seconds);
    case 'over':
      return trans.__('stopping soon');
  }
};

/**
 * A time in the user's time zone, with the day if it is not today. Names are in the language of
 * JupyterLab; the hour cycle is the browser's: 10:38 in en-GB.
 */
export const formatTime = (
  atMs: number,
  nowMs: number,
  locale: string | undefined,
  browser: string = navigator.language,
): string => {
  const { language } = new Intl.Locale(browser);
  // The browser knows the regional variant of a language, JupyterLab does not.
  const same = locale === undefined || new Intl.Locale(locale).language === language;
  const { hourCycle } = new Intl.DateTimeFormat(browser, { hour: 'numeric' }).resolvedOptions();
  const at = new Date(atMs);
  const sameDay = at.toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(same ? browser : locale, {
    hour: 'numeric',
    minute: '2-digit',
    ...(hourCycle === undefined ? {} : { hourCycle }),
    ...(sameDay ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
  }).format(at);
};

/** Hours without trailing zeros: 4, 1.5, 0.25. */
export const formatHours = (hours: number, locale: string | undefined): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(hours);

/** Which running code counts as activity. */
const explainActivity = ({ work }: SessionView, trans: Trans): string => {
  switch (work) {
    case 'none':
      return trans.__('Running code does not count as activity.');
    case 'programs':
      return trans.__(
        'Running code counts as activity, in notebooks, terminals and the background. A sleeping program does not.',
      );
    case 'kernels':
    case undefined:
      return trans.__(
        'Running code in notebooks counts as activity. Programs in terminals do not.',
      );
  }
};

/** Why the server stops at `time`, and what keeps it running. */
export const explainDeadline = (session: SessionView, time: string, trans: Trans): string => {
  switch (session.reason) {
    case 'idle':
      return `${trans.__('Your server stops at %1 unless you use it before then.', time)} ${explainActivity(session, trans)}`;
    case 'extended':
      return trans.__(
        'The session was extended. Your server runs until %1, even if it is idle.',
        time,
      );
    case 'max_age':
      return trans.__(
        'Your server reaches its maximum run time at %1 and then stops, even if it is in use.',
        time,
      );
    case 'culler_disabled':
      return trans.__('Your server runs until you stop it.');
    case 'not_running':
      return trans.__('Your server is not running.');
  }
};

/** A size in binary units, as in the limits that administrators set: “1.2 GiB”. */
export const formatSize = (bytes: number, locale: string | undefined, trans: Trans): string => {
  const units = [
    (count: string) => trans.__('%1 B', count),
    (count: string) => trans.__('%1 KiB', count),
    (count: string) => trans.__('%1 MiB', count),
    (count: string) => trans.__('%1 GiB', count),
    (count: string) => trans.__('%1 TiB', count),
  ] as const;
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: step >= 3 ? 1 : 0 });
  return (units[step] ?? units[0])(format.format(bytes / 1024 ** step));
};
