import type { SessionView } from '@perijove/contracts';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { TimeLeft } from './countdown';

/** The part of a translation that trans are made with. */
export type Trans = Pick<TranslationBundle, '__' | '_n'>;

const twoDigits = (count: number): string => `${count}`.padStart(2, '0');

/** The time left, short: “2 h 05 min left”. */
export const timeLeft = (left: TimeLeft, trans: Trans): string => {
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
 * A moment on the person's own clock, with the day when it is not today. The trans are in the
 * language of JupyterLab, the hours as the browser's locale counts them: 10:38 in en-GB.
 */
export const clockTime = (
  atMs: number,
  nowMs: number,
  locale: string | undefined,
  browser: string = navigator.language,
): string => {
  const { language } = new Intl.Locale(browser);
  // Of one language the browser knows the variant, and JupyterLab does not.
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

/** Hours without needless decimals: 4, 1.5, 0.25. */
export const hoursText = (hours: number): string => `${Math.round(hours * 100) / 100}`;

/** What counts as use besides what people do. */
const workText = ({ work }: SessionView, trans: Trans): string => {
  switch (work) {
    case 'none':
      return trans.__('Running code does not count as use.');
    case 'programs':
      return trans.__(
        'Code that runs counts as use, in a notebook, a terminal or the background; a program that sleeps does not.',
      );
    case 'kernels':
    case undefined:
      return trans.__('Code that runs in a notebook counts as use; programs in terminals do not.');
  }
};

/** Why the server will stop at `time`, and what can be done about it. */
export const reasonText = (session: SessionView, time: string, trans: Trans): string => {
  switch (session.reason) {
    case 'idle':
      return `${trans.__('It stops at %1 unless you use it before then.', time)} ${workText(session, trans)}`;
    case 'extended':
      return trans.__('You extended it: it runs until %1, used or not.', time);
    case 'max_age':
      return trans.__('It has reached its longest run and stops at %1, used or not.', time);
    case 'culler_disabled':
      return trans.__('It runs until you stop it.');
    case 'not_running':
      return trans.__('It does not run.');
  }
};

/** A size in binary units, as administrators set limits: “1.2 GiB”. */
export const sizeText = (bytes: number, locale: string | undefined): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const digits = step >= 3 ? 1 : 0;
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(
    bytes / 1024 ** step,
  );
  return `${count} ${units[step] ?? ''}`;
};
