import i18next from 'i18next';
import type account from '../locales/en/account.json';
import type activity from '../locales/en/activity.json';
import type auditLog from '../locales/en/audit-log.json';
import type common from '../locales/en/common.json';
import type format from '../locales/en/format.json';
import type groups from '../locales/en/groups.json';
import type health from '../locales/en/health.json';
import type home from '../locales/en/home.json';
import type layout from '../locales/en/layout.json';
import type notifications from '../locales/en/notifications.json';
import type settings from '../locales/en/settings.json';
import type users from '../locales/en/users.json';
import type volumes from '../locales/en/volumes.json';

interface Catalogs {
  account: typeof account;
  activity: typeof activity;
  'audit-log': typeof auditLog;
  common: typeof common;
  format: typeof format;
  groups: typeof groups;
  health: typeof health;
  home: typeof home;
  layout: typeof layout;
  notifications: typeof notifications;
  settings: typeof settings;
  users: typeof users;
  volumes: typeof volumes;
}
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Catalogs;
  }
}

/** A catalog of texts in `locales/<language>`, named after the page that says them. */
export type Namespace = keyof Catalogs;

/** What i18next is told by everyone who starts it. */
export const options = {
  defaultNS: 'common',
  fallbackLng: false,
  // React escapes; and a name of a user must not reach into the catalogs.
  interpolation: { escapeValue: false, skipOnVariables: true },
  nsSeparator: ':',
} as const;

/** The text of a key in the language of the page; to be called while something is drawn. */
export const t = i18next.t;

/**
 * The text under a key that comes from outside, such as the name of an action; `fallback` where
 * this version has none.
 */
export const textOr = (namespace: Namespace, key: string, fallback: string): string => {
  const found: unknown = i18next.getResource(language(), namespace, key);
  return typeof found === 'string' ? found : fallback;
};

/** The language of the page, as BCP 47 writes it. */
export const language = (): string => i18next.language;

/**
 * The locale of dates and times: the kind of the language of the page that the browser prefers,
 * such as `en-GB` for `en`.
 */
export const locale = (): string =>
  navigator.languages.find(tag => tag.split('-')[0] === language().split('-')[0]) ?? language();

/** Something of a page together with its texts: what is loaded when it is needed. */
export const withTexts = async <T>(
  load: () => Promise<T>,
  ...namespaces: readonly Namespace[]
): Promise<T> => {
  const [loaded] = await Promise.all([load(), i18next.loadNamespaces(namespaces)]);
  return loaded;
};
