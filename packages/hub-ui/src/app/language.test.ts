import { chooseLanguage, languageOfCookie } from '@perijove/contracts/language-tag';
import { createLanguageStore, languageName, wantedLanguages } from './language';

const available = ['en', 'fr', 'pt-BR'];

it.each([
  [['fr'], 'fr'],
  [['fr-CA', 'en'], 'fr'],
  [['de', 'FR'], 'fr'],
  [['pt-br'], 'pt-BR'],
  [['de-AT', 'nl'], 'en'],
  [[], 'en'],
  [['../../fr', '<b>', '__proto__', 'constructor', 'fr\n'], 'en'],
])('of %j it is %s', (wanted, chosen) => {
  expect(chooseLanguage(wanted, available)).toBe(chosen);
});

it.each([
  ['perijove-language=fr', 'fr'],
  ['a=b; perijove-language=pt-BR; c=d', 'pt-BR'],
  ['xperijove-language=fr', null],
  ['perijove-language=', null],
  ['perijove-language=<script>', null],
  ['', null],
])('reads the cookie %s as %s', (cookies, language) => {
  expect(languageOfCookie(cookies)).toBe(language);
});

it('names a language in itself', () => {
  expect(languageName('fr')).toBe('Français');
  expect(languageName('en')).toBe('English');
});

const pageWith = (cookie: string, languages: readonly string[]) => {
  const reload = jest.fn();
  const page = {
    document: { cookie },
    navigator: { languages },
    location: { protocol: 'https:', reload },
  } as unknown as Window;
  return { page, reload };
};

it('goes by the account, then the browser, then the deployment', () => {
  const { page } = pageWith('perijove-language=pt-BR', ['fr', 'en']);
  expect(wantedLanguages(page, 'nl')).toEqual(['pt-BR', 'fr', 'en', 'nl']);
});

it('remembers a choice for all pages of the platform, and says when a reload would show it', () => {
  const { page } = pageWith('', ['en-GB']);
  const store = createLanguageStore(page, 'en', available, 'en');
  expect(store.remember('fr', '/jupyter/')).toBe(true);
  expect(page.document.cookie).toBe(
    'perijove-language=fr; path=/jupyter/; SameSite=Lax; max-age=31536000; Secure',
  );
  expect(createLanguageStore(page, 'fr', available, 'en').remember(null, '/')).toBe(true);
  expect(page.document.cookie).toContain('perijove-language=; path=/; SameSite=Lax; max-age=0');
});

it('asks for no reload that would change nothing: without cookies, or without that language', () => {
  const { page } = pageWith('', ['en']);
  Object.defineProperty(page.document, 'cookie', { get: () => '', set: () => undefined });
  expect(createLanguageStore(page, 'en', available, 'en').remember('fr', '/')).toBe(false);
  const other = pageWith('', ['en']);
  expect(createLanguageStore(other.page, 'en', available, 'en').remember('tlh', '/')).toBe(false);
});
