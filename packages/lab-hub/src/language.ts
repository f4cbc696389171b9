import {
  Gettext,
  nullTranslator,
  type ITranslator,
  type TranslationBundle,
} from '@jupyterlab/translation';
import { localeOf } from './locale';

/** Domain of all texts of the Perijove extensions. */
const DOMAIN = 'perijove';

/** A translation in the format of JupyterLab's language packs. */
export type Catalog = Readonly<Record<string, readonly string[]>> & {
  readonly '': { readonly language: string; readonly plural_forms: string };
};

/** JupyterLab's language: its texts, and its locale for `Intl`. */
export interface Language {
  readonly trans: TranslationBundle;
  readonly locale: string | undefined;
}

/** The bundler finds the catalogs; each is a chunk that is loaded only in its language. */
const importCatalog = async (language: string): Promise<Catalog> => {
  const file = (await import(`../locale/${language}/LC_MESSAGES/perijove.json`)) as {
    readonly default: Catalog;
  };
  return file.default;
};

/** Whether JupyterLab has a language pack with our texts. */
const isTranslated = (trans: TranslationBundle, catalog: Catalog): boolean =>
  Object.keys(catalog)
    // Texts without a context and without placeholders.
    .filter(text => text !== '' && !text.includes('\u0004') && !text.includes('%'))
    // eslint-disable-next-line jupyter/no-dynamic-translation -- texts of the catalog
    .some(text => trans.dcnpgettext(DOMAIN, '', text, '', 0) !== text);

const bundleOf = (catalog: Catalog, locale: string): TranslationBundle => {
  const bundle = new Gettext({ domain: DOMAIN, locale });
  const { '': header, ...texts } = catalog;
  bundle.loadJSON(
    { ...texts, '': { ...header, domain: DOMAIN, pluralForms: header.plural_forms } },
    DOMAIN,
  );
  return bundle;
};

/**
 * Loads our texts in JupyterLab's language. JupyterLab finds translations only in Python packages
 * that are installed with it, and these extensions come to labs through `JUPYTER_PATH`. So they
 * bring their own catalogs, which are used where JupyterLab's language packs have none for us.
 */
export const loadLanguage = async (
  translator: ITranslator | null,
  load: (language: string) => Promise<Catalog> = importCatalog,
): Promise<Language> => {
  const { languageCode } = translator ?? nullTranslator;
  const trans = (translator ?? nullTranslator).load(DOMAIN);
  const locale = localeOf(languageCode);
  if (locale === undefined || locale === 'en') return { trans, locale };
  try {
    const catalog = await load(locale.replaceAll('-', '_'));
    return { trans: isTranslated(trans, catalog) ? trans : bundleOf(catalog, locale), locale };
  } catch {
    // No catalog in this language: the texts stay in English.
    return { trans, locale };
  }
};
