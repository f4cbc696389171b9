/**
 * The language tag for `Intl` of the language that JupyterLab speaks.
 * Undefined, which is the browser's own language, when there is no valid one.
 *
 * @param code - JupyterLab's language code, such as `en`, `zh_CN` or `default`
 */
export const localeOf = (code: string | undefined): string | undefined => {
  if (code === undefined || code === '' || code === 'default') return undefined;
  try {
    return Intl.getCanonicalLocales(code.replace('_', '-'))[0];
  } catch {
    return undefined;
  }
};
