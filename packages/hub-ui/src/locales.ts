/// <reference types="vite/client" />
import i18next, { type ResourceKey } from 'i18next';
import { options, type Namespace } from './i18n';

/** Every catalog, by its path: a language is a folder. */
const catalogs = import.meta.glob<{ default: ResourceKey }>('../locales/*/*.json');

const pathOf = (language: string, namespace: string): string =>
  `../locales/${language}/${namespace}.json`;

/** The languages that there are. */
export const languages: readonly string[] = [
  ...new Set(Object.keys(catalogs).map(path => path.split('/')[2] ?? '')),
];

/** What every page says; it arrives in one piece. */
const first: readonly Namespace[] = ['common', 'format', 'home', 'layout'];

/** Makes the texts of every page ready in one language; nothing may be drawn before. */
export const startTexts = async (language: string): Promise<void> => {
  await i18next
    .use({
      type: 'backend',
      read: async (tag: string, namespace: string) =>
        (await catalogs[pathOf(tag, namespace)]?.())?.default,
    })
    .init({ ...options, lng: language, ns: first, load: 'currentOnly' });
};
