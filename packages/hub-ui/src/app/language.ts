import {
  chooseLanguage,
  LANGUAGE_COOKIE,
  languageOfCookie,
} from '@perijove/contracts/language-tag';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * What a page goes by, the first first: the account's choice, which its cookie carries, what the
 * browser prefers, and the default of the deployment.
 */
export const wantedLanguages = (page: Window, fallback: string): readonly string[] => {
  const chosen = languageOfCookie(page.document.cookie);
  return [...(chosen === null ? [] : [chosen]), ...page.navigator.languages, fallback];
};

/** A cookie for every page below `path` that carries the choice; null forgets it. */
const cookieOf = (language: string | null, path: string, secure: boolean): string =>
  `${LANGUAGE_COOKIE}=${language ?? ''}; path=${path}; SameSite=Lax; max-age=${
    language === null ? 0 : YEAR_SECONDS
  }${secure ? '; Secure' : ''}`;

/** The language of the page, and the choice that this browser remembers for all pages. */
export interface LanguageStore {
  readonly available: readonly string[];
  /**
   * Remembers an account's choice; null: the browser's. True when the page would be in another
   * language after a reload. `hubRoot` is the path below which all pages of the platform are.
   */
  readonly remember: (choice: string | null, hubRoot: string) => boolean;
  readonly reload: () => void;
}

/** The store of a page that is in `current`, when `available` are the languages that there are. */
export const createLanguageStore = (
  page: Window,
  current: string,
  available: readonly string[],
  fallback: string,
): LanguageStore => ({
  available,
  remember: (choice, hubRoot) => {
    if (choice !== languageOfCookie(page.document.cookie)) {
      page.document.cookie = cookieOf(choice, hubRoot, page.location.protocol === 'https:');
    }
    // Asks the browser again: where it keeps no cookies, a reload would change nothing.
    return chooseLanguage(wantedLanguages(page, fallback), available) !== current;
  },
  reload: () => {
    page.location.reload();
  },
});

/** The name of a language in itself, such as `Français`. */
export const languageName = (tag: string): string => {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return `${name.charAt(0).toLocaleUpperCase(tag)}${name.slice(1)}`;
};
