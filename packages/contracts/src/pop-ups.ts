import type { NotificationVariant } from './notifications.js';
import type { Preferences, QuietHours } from './preferences.js';

const minutesOf = (time: string): number => {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
};

/** Whether that moment lies in the quiet hours, by the clock of the reader. */
export const isQuiet = ({ from, until }: QuietHours, when: Date): boolean => {
  const now = when.getHours() * 60 + when.getMinutes();
  const [start, end] = [minutesOf(from), minutesOf(until)];
  return start < end ? now >= start && now < end : now >= start || now < end;
};

/**
 * Whether a notification may pop up as a toast now. An error always may: it is what a user
 * would want to be disturbed for. Nothing is lost: what may not still stands in the list.
 */
export const mayPopUp = (
  preferences: Preferences,
  variant: NotificationVariant,
  when: Date,
): boolean => {
  if (variant === 'error') return true;
  if (preferences.quietHours !== null && isQuiet(preferences.quietHours, when)) return false;
  return variant === 'warning' || !preferences.importantOnly;
};
