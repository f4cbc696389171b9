/** What a user chose; `auto` follows the system. */
export type ThemeChoice = 'light' | 'dark' | 'auto';

/** The choices in the order in which they are offered. */
export const themeChoices: readonly ThemeChoice[] = ['light', 'dark', 'auto'];

const KEY = 'perijove-theme';

/** Remembers and applies the theme; the hub's own pages read the same key. */
export interface ThemeStore {
  readonly get: () => ThemeChoice;
  readonly set: (choice: ThemeChoice) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

const isChoice = (value: string | null): value is ThemeChoice =>
  themeChoices.some(choice => choice === value);

/** Makes the store and keeps `data-bs-theme` right while the system or another tab changes. */
export const createThemeStore = (page: Window): ThemeStore => {
  const listeners = new Set<() => void>();
  const system = page.matchMedia('(prefers-color-scheme: dark)');
  let remembered: string | null = null;
  try {
    remembered = page.localStorage.getItem(KEY);
  } catch {
    // Storage can be forbidden; then the choice lasts as long as the page.
  }
  let choice: ThemeChoice = isChoice(remembered) ? remembered : 'auto';

  const apply = (): void => {
    const dark = choice === 'dark' || (choice === 'auto' && system.matches);
    page.document.documentElement.setAttribute('data-bs-theme', dark ? 'dark' : 'light');
    for (const listener of listeners) listener();
  };
  system.addEventListener('change', apply);
  page.addEventListener('storage', event => {
    if (event.key !== KEY) return;
    choice = isChoice(event.newValue) ? event.newValue : 'auto';
    apply();
  });
  apply();

  return {
    get: () => choice,
    set: next => {
      choice = next;
      try {
        page.localStorage.setItem(KEY, next);
      } catch {
        // See above.
      }
      apply();
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
